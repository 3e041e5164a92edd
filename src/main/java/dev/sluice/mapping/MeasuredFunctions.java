package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that bring their unit and a power of ten with them, as OCPP's sampled values do: each
 * function gives one unit, and refuses a value in a unit of another kind. A unit that the message
 * leaves out is the one that the function gives.
 */
final class MeasuredFunctions {
  private MeasuredFunctions() {}

  static List<MappingFunction> all() {
    List<MappingFunction> all = new ArrayList<>();
    all.add(measured("wattsFrom", "W", false));
    all.add(measured("wattsOneWayFrom", "W", true));
    all.add(measured("varsFrom", "var", false));
    all.add(measured("varsOneWayFrom", "var", true));
    all.add(measured("wattHoursFrom", "Wh", false));
    all.add(measured("amperesFrom", "A", false));
    all.add(measured("amperesOneWayFrom", "A", true));
    all.add(measured("voltsFrom", "V", false));
    all.add(measured("hertzFrom", "Hz", false));
    all.add(measured("secondsFrom", "s", false));
    all.add(measured("percentFrom", "%", false));
    all.add(measured("ratioFrom", "1", false));
    return all;
  }

  private static MappingFunction measured(String name, String unit, boolean oneWay) {
    Unit wanted = Unit.of(unit).orElseThrow();
    Map<String, BigDecimal> factors = factors(wanted);
    return MappingFunction.named(name)
        .takes(ElementType.NUMBER)
        .gives(ElementType.NUMBER, unit)
        .parameter("the unit that the message tells", ElementType.STRING)
        .parameter("multiplier", ElementType.INTEGER)
        .as(
            (value, arguments) ->
                converted(value, factor(arguments.get(0), wanted, factors), arguments, oneWay));
  }

  /** Sizes of the units of the same kind, in the wanted one, by what messages call them. */
  private static Map<String, BigDecimal> factors(Unit wanted) {
    Map<String, BigDecimal> factors = new HashMap<>();
    for (String symbol : Unit.symbols()) {
      Unit unit = Unit.of(symbol).orElseThrow();
      if (!unit.dimension().equals(wanted.dimension())) {
        continue;
      }
      BigDecimal factor = Numbers.plain(unit.factor().divide(wanted.factor()));
      factors.put(symbol, factor);
      // OCPP's name of it.
      if (symbol.equals("%")) {
        factors.put("Percent", factor);
        factors.put("percent", factor);
      }
      // Letter case is only told apart where it tells mega from milli.
      if (Character.toLowerCase(symbol.charAt(0)) != 'm') {
        factors.put(symbol.toLowerCase(Locale.ROOT), factor);
        factors.put(symbol.toUpperCase(Locale.ROOT), factor);
      }
    }
    return factors;
  }

  private static BigDecimal factor(
      @Nullable JsonNode unit, Unit wanted, Map<String, BigDecimal> factors)
      throws BadValueException {
    if (unit == null) {
      return BigDecimal.ONE;
    }
    BigDecimal factor = factors.get(unit.asText());
    if (factor == null) {
      factor = factors.get(unit.asText().strip());
    }
    if (factor == null) {
      throw new BadValueException(
          "is in " + Numbers.shown(unit) + ", which is no unit of " + wanted.dimension());
    }
    return factor;
  }

  private static JsonNode converted(
      JsonNode value, BigDecimal factor, List<@Nullable JsonNode> arguments, boolean oneWay)
      throws BadValueException {
    int exponent = Numbers.exponent(arguments.get(1), -18, 18);
    BigDecimal number = Numbers.of(value);
    if (oneWay && number.signum() < 0) {
      throw new BadValueException(number + " is below zero, and the measurand has one direction");
    }
    if (exponent == 0 && factor.compareTo(BigDecimal.ONE) == 0) {
      return Numbers.number(value);
    }
    BigDecimal scaled = exponent == 0 ? number : number.scaleByPowerOfTen(exponent);
    return Numbers.number(Numbers.bounded(scaled.multiply(factor)));
  }
}

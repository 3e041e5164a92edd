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
    all.add(measured("wattsFrom", "W"));
    all.add(measured("varsFrom", "var"));
    all.add(measured("wattHoursFrom", "Wh"));
    all.add(measured("amperesFrom", "A"));
    all.add(measured("voltsFrom", "V"));
    all.add(measured("hertzFrom", "Hz"));
    all.add(measured("secondsFrom", "s"));
    all.add(measured("percentFrom", "%"));
    all.add(measured("ratioFrom", "1"));
    return all;
  }

  private static MappingFunction measured(String name, String unit) {
    Unit wanted = Unit.of(unit).orElseThrow();
    Map<String, BigDecimal> factors = factors(wanted);
    return MappingFunction.named(name)
        .takes(ElementType.NUMBER)
        .gives(ElementType.NUMBER, unit)
        .parameter("the unit that the message tells", ElementType.STRING)
        .parameter("multiplier", ElementType.INTEGER)
        .as(
            (value, arguments) ->
                converted(value, factor(arguments.get(0), wanted, factors), arguments.get(1)));
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
      JsonNode value, BigDecimal factor, @Nullable JsonNode multiplier) throws BadValueException {
    int exponent = Numbers.exponent(multiplier, -18, 18);
    if (exponent == 0 && factor.compareTo(BigDecimal.ONE) == 0) {
      return Numbers.number(value);
    }
    BigDecimal number = Numbers.of(value);
    BigDecimal scaled = exponent == 0 ? number : number.scaleByPowerOfTen(exponent);
    return Numbers.number(Numbers.bounded(scaled.multiply(factor)));
  }
}

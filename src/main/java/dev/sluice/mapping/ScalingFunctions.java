package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that protocols carry as a short whole number and a power of ten: OCPP 2.x's multiplier,
 * ISO 15118-2's PhysicalValue, ISO 15118-20's RationalNumber (signs-and-units, 3, no. 17). Computed
 * in decimals; what does not fit into sixteen bits loses its last digits towards zero.
 */
final class ScalingFunctions {
  private static final BigDecimal SHORTEST = BigDecimal.valueOf(Short.MIN_VALUE);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Short.MAX_VALUE);

  private ScalingFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("scaled")
            .takes(ElementType.NUMBER)
            .gives(ElementType.NUMBER)
            .parameter("multiplier", ElementType.INTEGER)
            .undoneBy("unscaled")
            .as((value, arguments) -> power(value, exponent(arguments.get(0), -18, 18))),
        MappingFunction.named("unscaled")
            .takes(ElementType.NUMBER)
            .gives(ElementType.NUMBER)
            .parameter("multiplier", ElementType.INTEGER)
            .undoneBy("scaled")
            .as((value, arguments) -> power(value, -exponent(arguments.get(0), -18, 18))),
        MappingFunction.named("physicalValue")
            .takes(ElementType.NUMBER)
            .gives(ElementType.OBJECT)
            .parameter("unit", ElementType.STRING)
            .undoneBy("fromPhysicalValue")
            .as(ScalingFunctions::physicalValue),
        MappingFunction.named("fromPhysicalValue")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .parameter("unit", ElementType.STRING)
            .undoneBy("physicalValue")
            .as(ScalingFunctions::fromPhysicalValue),
        MappingFunction.named("rationalNumber")
            .takes(ElementType.NUMBER)
            .gives(ElementType.OBJECT)
            .undoneBy("fromRationalNumber")
            .as((value, arguments) -> mantissa(value, "Exponent", -128, 127)),
        MappingFunction.named("fromRationalNumber")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .undoneBy("rationalNumber")
            .as((value, arguments) -> number(value, "Exponent", -128, 127)));
  }

  private static JsonNode power(JsonNode value, int exponent) throws BadValueException {
    return Numbers.number(Numbers.bounded(Numbers.of(value).scaleByPowerOfTen(exponent)));
  }

  private static int exponent(@Nullable JsonNode given, int least, int most)
      throws BadValueException {
    if (given == null) {
      return 0;
    }
    BigDecimal number = Numbers.of(given);
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    if (!whole
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new BadValueException(
          "has the multiplier " + number + ", not one of " + least + " to " + most);
    }
    return number.intValue();
  }

  private static JsonNode physicalValue(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    ObjectNode physical = mantissa(value, "Multiplier", -3, 3);
    JsonNode unit = arguments.get(0);
    if (unit == null) {
      throw new BadValueException("cannot become a physical value: its unit is missing");
    }
    return physical.set("Unit", unit);
  }

  private static JsonNode fromPhysicalValue(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode unit = arguments.get(0);
    JsonNode written = value.path("Unit");
    // -2 allows the unit to be left out; then the element's own counts.
    if (unit != null && !written.isMissingNode() && !written.asText().equals(unit.asText())) {
      throw new BadValueException("is in " + Numbers.shown(written) + ", not " + unit.asText());
    }
    return number(value, "Multiplier", -3, 3);
  }

  private static JsonNode number(JsonNode pair, String power, int least, int most)
      throws BadValueException {
    JsonNode given = pair.path("Value");
    if (given.isMissingNode()) {
      throw new BadValueException("has no 'Value'");
    }
    BigDecimal value = Numbers.of(given);
    JsonNode exponent = pair.get(power);
    BigDecimal number = value.scaleByPowerOfTen(exponent(exponent, least, most));
    return Numbers.number(Numbers.bounded(number));
  }

  /** The smallest exponent that keeps all digits; a larger one when sixteen bits are too few. */
  private static ObjectNode mantissa(JsonNode value, String power, int least, int most)
      throws BadValueException {
    BigDecimal number = Numbers.plain(Numbers.of(value));
    int exponent = Math.min(Math.max(-number.scale(), least), most);
    BigDecimal short16 = shifted(number, exponent);
    while (short16.compareTo(SHORTEST) < 0 || short16.compareTo(LONGEST) > 0) {
      if (exponent == most) {
        throw new BadValueException(
            Numbers.shown(value) + " is more than 16 bits with the multiplier " + most + " hold");
      }
      exponent++;
      short16 = shifted(number, exponent);
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put(power, exponent)
        .put("Value", short16.intValueExact());
  }

  private static BigDecimal shifted(BigDecimal number, int exponent) {
    return number.scaleByPowerOfTen(-exponent).setScale(0, RoundingMode.DOWN);
  }
}

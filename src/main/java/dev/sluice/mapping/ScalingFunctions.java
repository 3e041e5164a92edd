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
            .as((value, arguments) -> power(value, Numbers.exponent(arguments.get(0), -18, 18))),
        MappingFunction.named("unscaled")
            .takes(ElementType.NUMBER)
            .gives(ElementType.NUMBER)
            .parameter("multiplier", ElementType.INTEGER)
            .undoneBy("scaled")
            .as((value, arguments) -> power(value, -Numbers.exponent(arguments.get(0), -18, 18))),
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
            .as((value, arguments) -> number(value, "Exponent", "Value", -128, 127)),
        MappingFunction.named("exactRationalNumber")
            .takes(ElementType.NUMBER)
            .gives(ElementType.OBJECT)
            .undoneBy("fromRationalNumber")
            .as((value, arguments) -> exact(value)),
        MappingFunction.named("exactRational")
            .takes(ElementType.NUMBER)
            .gives(ElementType.OBJECT)
            .undoneBy("fromExactRational")
            .as((value, arguments) -> lowerCase(exact(value))),
        MappingFunction.named("fromExactRational")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .undoneBy("exactRational")
            .as((value, arguments) -> number(value, "exponent", "value", -128, 127)));
  }

  private static JsonNode power(JsonNode value, int exponent) throws BadValueException {
    return Numbers.number(Numbers.bounded(Numbers.of(value).scaleByPowerOfTen(exponent)));
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

  static JsonNode fromPhysicalValue(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode unit = arguments.get(0);
    JsonNode written = value.path("Unit");
    // -2 allows the unit to be left out; then the element's own counts.
    if (unit != null && !written.isMissingNode() && !written.asText().equals(unit.asText())) {
      throw new BadValueException("is in " + Numbers.shown(written) + ", not " + unit.asText());
    }
    return number(value, "Multiplier", "Value", -3, 3);
  }

  static JsonNode number(JsonNode pair, String power, String name, int least, int most)
      throws BadValueException {
    JsonNode given = pair.path(name);
    if (given.isMissingNode()) {
      throw new BadValueException("has no '" + name + "'");
    }
    BigDecimal value = Numbers.of(given);
    JsonNode exponent = pair.get(power);
    BigDecimal number = value.scaleByPowerOfTen(Numbers.exponent(exponent, least, most));
    return Numbers.number(Numbers.bounded(number));
  }

  /** A RationalNumber for money: no digit may be cut off. */
  private static ObjectNode exact(JsonNode value) throws BadValueException {
    ObjectNode pair = mantissa(value, "Exponent", -128, 127);
    JsonNode written = number(pair, "Exponent", "Value", -128, 127);
    if (written.decimalValue().compareTo(Numbers.of(value)) != 0) {
      throw new BadValueException(
          Numbers.shown(value) + " has more digits than the 16 bits of a RationalNumber hold");
    }
    return pair;
  }

  /** OCPP 2.1's form of ISO 15118-20's number. */
  private static JsonNode lowerCase(ObjectNode rational) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("exponent", rational.path("Exponent").intValue())
        .put("value", rational.path("Value").intValue());
  }

  /** The smallest exponent that keeps all digits; a larger one when sixteen bits are too few. */
  static ObjectNode mantissa(JsonNode value, String power, int least, int most)
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

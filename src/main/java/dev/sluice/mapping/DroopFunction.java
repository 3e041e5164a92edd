package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code droopToCurve}: the curve of power over frequency that a droop stands for. A droop of 5 %
 * moves the power by its reference when the frequency moves by 5 % of the nominal one. Positive is
 * charging, so the curve rises with the frequency (signs-and-units, 3, no. 5).
 */
final class DroopFunction {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private DroopFunction() {}

  static MappingFunction droopToCurve() {
    return MappingFunction.named("droopToCurve")
        .takes(ElementType.NUMBER, "%")
        .gives(ElementType.ARRAY)
        .parameter("nominal frequency", ElementType.NUMBER, "Hz")
        .parameter("half of the dead band", ElementType.NUMBER, "Hz")
        .parameter("reference power", ElementType.NUMBER, "W")
        .parameter("least power", ElementType.NUMBER, "W")
        .parameter("most power", ElementType.NUMBER, "W")
        .as(DroopFunction::curve);
  }

  private static JsonNode curve(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal droop = Numbers.of(value);
    BigDecimal nominal = ElectricFunctions.argument(arguments, 0, "the nominal frequency");
    BigDecimal deadBand = ElectricFunctions.argument(arguments, 1, "the dead band");
    BigDecimal reference = ElectricFunctions.argument(arguments, 2, "the reference power");
    BigDecimal least = ElectricFunctions.argument(arguments, 3, "the least power");
    BigDecimal most = ElectricFunctions.argument(arguments, 4, "the most power");
    if (droop.signum() <= 0 || droop.compareTo(HUNDRED) > 0) {
      throw new BadValueException("a droop of " + droop + " % is not above 0 and up to 100");
    }
    if (nominal.signum() <= 0 || reference.signum() <= 0 || deadBand.signum() < 0) {
      throw new BadValueException(
          "cannot become a curve: frequency and reference must be above 0, the dead band not below");
    }
    if (least.signum() > 0 || most.signum() < 0) {
      throw new BadValueException("cannot become a curve: the powers do not enclose 0 W");
    }
    BigDecimal hertzAtReference = droop.multiply(nominal).divide(HUNDRED, Numbers.CONTEXT);
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    if (least.signum() < 0) {
      BigDecimal away = away(least, reference, hertzAtReference);
      point(points, nominal.subtract(deadBand).subtract(away), least);
    }
    point(points, nominal.subtract(deadBand), BigDecimal.ZERO);
    if (deadBand.signum() > 0) {
      point(points, nominal.add(deadBand), BigDecimal.ZERO);
    }
    if (most.signum() > 0) {
      BigDecimal away = away(most, reference, hertzAtReference);
      point(points, nominal.add(deadBand).add(away), most);
    }
    return points;
  }

  /** How far from the dead band the power is reached, to a tenth of a millihertz. */
  private static BigDecimal away(BigDecimal power, BigDecimal reference, BigDecimal hertz) {
    return power.abs().multiply(hertz).divide(reference, 4, RoundingMode.HALF_EVEN);
  }

  private static void point(ArrayNode points, BigDecimal hertz, BigDecimal watts) {
    ObjectNode point = points.addObject();
    point.set("x", DecimalNode.valueOf(Numbers.plain(hertz)));
    point.set("y", DecimalNode.valueOf(Numbers.plain(watts)));
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code rising}: lets one point of a curve through if the curve does not fall there. Power in load
 * convention that falls while the frequency rises makes a disturbed grid worse (signs-and-units, 3,
 * no. 5).
 */
final class RisingFunction {
  /** Curves of OCPP and ISO 15118 have 20 points at most; each point looks at all others. */
  private static final int MOST_POINTS = 100;

  private RisingFunction() {}

  static MappingFunction rising() {
    return MappingFunction.named("rising")
        .takes(ElementType.NUMBER)
        .gives(ElementType.NUMBER)
        .parameter("x of the point", ElementType.NUMBER)
        .parameter("curve", ElementType.ARRAY)
        .parameter("name of x", ElementType.STRING)
        .parameter("name of y", ElementType.STRING)
        .as(RisingFunction::checked);
  }

  private static JsonNode checked(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal y = Numbers.of(value);
    BigDecimal x = ElectricFunctions.argument(arguments, 0, "the point's place on the curve");
    JsonNode curve = arguments.get(1);
    JsonNode nameOfX = arguments.get(2);
    JsonNode nameOfY = arguments.get(3);
    if (curve == null || nameOfX == null || nameOfY == null) {
      throw new BadValueException("cannot be compared: the curve is missing");
    }
    if (curve.size() > MOST_POINTS) {
      throw new BadValueException("stands on a curve of more than " + MOST_POINTS + " points");
    }
    int here = 0;
    for (JsonNode point : curve) {
      BigDecimal otherX = coordinate(point, nameOfX.asText());
      BigDecimal otherY = coordinate(point, nameOfY.asText());
      int side = otherX.compareTo(x);
      here += side == 0 ? 1 : 0;
      if (side * otherY.compareTo(y) < 0) {
        throw new BadValueException(
            "falls: " + y + " at " + x + ", but " + otherY + " at " + otherX);
      }
    }
    if (here > 1) {
      throw new BadValueException("stands on a curve with two points at " + x);
    }
    return Numbers.number(value);
  }

  private static BigDecimal coordinate(JsonNode point, String name) throws BadValueException {
    JsonNode coordinate = point.get(name);
    if (coordinate == null) {
      throw new BadValueException("stands on a curve with a point that has no '" + name + "'");
    }
    return Numbers.of(coordinate);
  }
}

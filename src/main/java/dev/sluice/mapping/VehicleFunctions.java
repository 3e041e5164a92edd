package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions over what vehicles and their supply equipment write: times, bits, names, numbers. */
final class VehicleFunctions {
  /** Seconds from 1970 up to the year 5138; what is larger counts in parts of a second. */
  private static final long MOST_SECONDS = 100_000_000_000L;

  private static final long MOST_MILLIS = MOST_SECONDS * 1000;

  /** No vehicle stays longer, so what is larger is a date (signs-and-units, trap 16). */
  private static final long TEN_YEARS = 315_360_000L;

  private VehicleFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("epochSeconds")
            .gives(ElementType.INTEGER)
            .undoneBy("fromEpochSeconds")
            .as(
                (value, arguments) ->
                    Numbers.integer(
                        BigDecimal.valueOf(TextFunctions.instant(value).toEpochSecond()))),
        MappingFunction.named("fromEpochSeconds")
            .takes(ElementType.INTEGER)
            .undoneBy("epochSeconds")
            .as((value, arguments) -> text(instant(value))),
        MappingFunction.named("departure")
            .takes(ElementType.INTEGER)
            .parameter("timeOfMessage", ElementType.INTEGER)
            .as(VehicleFunctions::departure),
        MappingFunction.named("namedBits")
            .takes(ElementType.INTEGER)
            .gives(ElementType.ARRAY)
            .parameter("name", ElementType.STRING)
            .upTo(32)
            .as(VehicleFunctions::namedBits),
        MappingFunction.named("contractProvider").as((value, arguments) -> provider(value)),
        MappingFunction.named("rationalSum")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .parameter("more", ElementType.OBJECT)
            .upTo(4)
            .as(VehicleFunctions::rationalSum),
        MappingFunction.named("dischargeRational")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .as((value, arguments) -> Numbers.number(rational(value).abs().negate())),
        MappingFunction.named("electricPower")
            .takes(ElementType.OBJECT)
            .gives(ElementType.NUMBER)
            .parameter("current", ElementType.OBJECT)
            .as(VehicleFunctions::electricPower));
  }

  private static JsonNode rationalSum(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal sum = rational(value);
    for (JsonNode more : arguments) {
      if (more != null) {
        sum = sum.add(rational(more));
      }
    }
    return Numbers.number(Numbers.bounded(sum));
  }

  private static BigDecimal rational(JsonNode pair) throws BadValueException {
    return ScalingFunctions.number(pair, "Exponent", "Value", -128, 127).decimalValue();
  }

  /** Voltage times current, both as physical values or both as rational numbers. */
  private static JsonNode electricPower(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode current = arguments.get(0);
    if (current == null) {
      throw new BadValueException("cannot become a power: the current is missing");
    }
    BigDecimal product = quantity(value, "V").multiply(quantity(current, "A"));
    return Numbers.number(Numbers.bounded(product));
  }

  private static BigDecimal quantity(JsonNode pair, String unit) throws BadValueException {
    return pair.has("Exponent")
        ? rational(pair)
        : ScalingFunctions.fromPhysicalValue(pair, List.of(TextNode.valueOf(unit))).decimalValue();
  }

  private static JsonNode text(Instant instant) {
    return TextNode.valueOf(instant.toString());
  }

  private static long whole(JsonNode value) throws BadValueException {
    return Numbers.integer(Numbers.of(value)).longValue();
  }

  private static Instant instant(JsonNode value) throws BadValueException {
    long time = whole(value);
    try {
      if (time < 0) {
        throw new DateTimeException("before 1970");
      }
      if (time < MOST_SECONDS) {
        return Instant.ofEpochSecond(time);
      }
      return time < MOST_MILLIS
          ? Instant.ofEpochMilli(time)
          : Instant.ofEpochSecond(time / 1_000_000, time % 1_000_000 * 1000);
    } catch (DateTimeException e) {
      throw new BadValueException(Numbers.shown(value) + " is not a time since 1970");
    }
  }

  /** Seconds from the message on, or now and then a date. */
  private static JsonNode departure(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    long seconds = whole(value);
    if (seconds == 0) {
      throw new BadValueException("is 0, which stands for no departure time");
    }
    if (seconds < 0 || seconds > TEN_YEARS) {
      return text(instant(value));
    }
    JsonNode message = arguments.get(0);
    if (message == null) {
      throw new BadValueException("counts from the message, and its time is missing");
    }
    return text(instant(message).plusSeconds(seconds));
  }

  /** The names of the bits that are set, the lowest first; {@code bit12} where there is no name. */
  private static JsonNode namedBits(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    long bits = whole(value);
    if (bits < 0 || bits > 0xFFFF_FFFFL) {
      throw new BadValueException(Numbers.shown(value) + " is not a number of up to 32 bits");
    }
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if (((bits >> bit) & 1) == 1) {
        JsonNode name = bit < arguments.size() ? arguments.get(bit) : null;
        names.add(name == null ? TextNode.valueOf("bit" + bit) : name);
      }
    }
    return names;
  }

  /** Country and provider of a contract's name, which may have dashes: DE and 8AA of DE-8AA-…. */
  private static JsonNode provider(JsonNode value) throws BadValueException {
    String name = value.asText().replace("-", "").toUpperCase(Locale.ROOT);
    if (!name.matches("[A-Z]{2}[A-Z0-9]{12,13}")) {
      throw new BadValueException(Numbers.shown(value) + " is not an eMAID of 14 or 15 characters");
    }
    return TextNode.valueOf(name.substring(0, 5));
  }
}

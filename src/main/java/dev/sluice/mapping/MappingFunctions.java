package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions that tables may call by name, the only escape hatch to Java. Immutable. */
public final class MappingFunctions {
  private final Map<String, MappingFunction> byName;

  private MappingFunctions(Map<String, MappingFunction> byName) {
    this.byName = byName;
  }

  /** The functions that every protocol may need; docs/mappings.md lists them. */
  public static MappingFunctions standard() {
    return new MappingFunctions(Map.of())
        .with(quantity("wattsToAmperes", "W", "A", null, MappingFunctions::wattsToAmperes))
        .with(quantity("amperesToWatts", "A", "W", null, MappingFunctions::amperesToWatts))
        .with(
            new MappingFunction(
                "scaled",
                1,
                1,
                ElementType.NUMBER,
                ElementType.NUMBER,
                null,
                null,
                null,
                MappingFunctions::scaled))
        .with(text("wholeSeconds", 0, 0, "wholeSeconds", MappingFunctions::wholeSeconds))
        .with(text("firstListed", 1, 8, null, MappingFunctions::firstListed))
        .with(text("joined", 1, 4, null, MappingFunctions::joined));
  }

  private static MappingFunction quantity(
      String name, String from, String to, @Nullable String inverse, MappingFunction.Body body) {
    return new MappingFunction(
        name, 2, 2, ElementType.NUMBER, ElementType.NUMBER, from, to, inverse, body);
  }

  private static MappingFunction text(
      String name, int fewest, int most, @Nullable String inverse, MappingFunction.Body body) {
    return new MappingFunction(
        name, fewest, most, ElementType.STRING, ElementType.STRING, null, null, inverse, body);
  }

  /** These functions and one more, which replaces one of the same name. */
  public MappingFunctions with(MappingFunction function) {
    Map<String, MappingFunction> more = new LinkedHashMap<>(byName);
    more.put(function.name(), function);
    return new MappingFunctions(more);
  }

  /** The function of this name. */
  public Optional<MappingFunction> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All names, for suggestions and documents. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** {@code I = P / (U * n)}, cut off, never up: a limit must not grow (ocpp.md 1.4, 6.1). */
  private static JsonNode wattsToAmperes(JsonNode watts, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal perAmpere = voltsTimesPhases(arguments);
    return Numbers.number(Numbers.of(watts).divide(perAmpere, 6, RoundingMode.FLOOR));
  }

  private static JsonNode amperesToWatts(JsonNode amperes, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    return Numbers.number(Numbers.of(amperes).multiply(voltsTimesPhases(arguments)));
  }

  private static BigDecimal voltsTimesPhases(List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal volts = argument(arguments, 0, "the voltage");
    BigDecimal phases = argument(arguments, 1, "the number of phases");
    if (volts.signum() <= 0) {
      throw new BadValueException("cannot be converted with a voltage of " + volts + " V");
    }
    if (phases.compareTo(BigDecimal.ONE) < 0 || phases.compareTo(BigDecimal.valueOf(3)) > 0) {
      throw new BadValueException("cannot be converted with " + phases + " phases");
    }
    return volts.multiply(phases);
  }

  private static BigDecimal argument(List<@Nullable JsonNode> arguments, int index, String name)
      throws BadValueException {
    JsonNode given = arguments.get(index);
    if (given == null) {
      throw new BadValueException("cannot be converted: " + name + " is missing");
    }
    return Numbers.of(given);
  }

  /** The value times ten to the power of the multiplier, which is 0 when absent (OCPP 2.x). */
  private static JsonNode scaled(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode multiplier = arguments.get(0);
    int power = 0;
    if (multiplier != null) {
      BigDecimal given = Numbers.of(multiplier);
      if (given.stripTrailingZeros().scale() > 0 || given.abs().intValue() > 18) {
        throw new BadValueException("has the multiplier " + given + ", not one of -18 to 18");
      }
      power = given.intValue();
    }
    return Numbers.number(Numbers.of(value).scaleByPowerOfTen(power));
  }

  /** The instant in UTC, what is left of the second cut off. */
  private static JsonNode wholeSeconds(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    try {
      OffsetDateTime at = OffsetDateTime.parse(value.asText());
      return TextNode.valueOf(
          DateTimeFormatter.ISO_INSTANT.format(
              at.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)));
    } catch (DateTimeException e) {
      throw new BadValueException(Numbers.shown(value) + " is not a date and time with offset");
    }
  }

  /** The first of the arguments that stands in the comma-separated list. */
  private static JsonNode firstListed(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    List<String> listed = List.of(value.asText().strip().split("\\s*,\\s*"));
    for (JsonNode wanted : arguments) {
      if (wanted != null && listed.stream().anyMatch(wanted.asText()::equalsIgnoreCase)) {
        return wanted;
      }
    }
    throw new BadValueException(Numbers.shown(value) + " lists none of the known values");
  }

  /** The value and those of the arguments that are present, joined by a colon and a space. */
  private static JsonNode joined(JsonNode value, List<@Nullable JsonNode> arguments) {
    StringBuilder text = new StringBuilder(value.asText());
    for (JsonNode argument : arguments) {
      if (argument != null) {
        text.append(": ").append(argument.asText());
      }
    }
    return TextNode.valueOf(text.toString());
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions over texts, dates among them. */
final class TextFunctions {
  private TextFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("wholeSeconds")
            .undoneBy("wholeSeconds")
            .as((value, arguments) -> wholeSeconds(value)),
        MappingFunction.named("firstListed")
            .parameter("wanted", ElementType.STRING)
            .upTo(8)
            .as(TextFunctions::firstListed),
        MappingFunction.named("joined")
            .parameter("more", ElementType.STRING)
            .upTo(4)
            .as(TextFunctions::joined));
  }

  /** The instant in UTC, what is left of the second cut off. */
  private static JsonNode wholeSeconds(JsonNode value) throws BadValueException {
    return TextNode.valueOf(
        DateTimeFormatter.ISO_INSTANT.format(
            instant(value).withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)));
  }

  /** The date and time that the text says. */
  static OffsetDateTime instant(JsonNode value) throws BadValueException {
    try {
      return OffsetDateTime.parse(value.asText());
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

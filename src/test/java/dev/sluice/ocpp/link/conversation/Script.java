package dev.sluice.ocpp.link.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sluice.ocpp.wire.Subprotocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One conversation from {@code src/test/resources/ocpp/conversations}: the rule that it shows, and
 * what is said step by step.
 *
 * @param rule keys of rows of {@code docs/reference/ocpp-rules.md}
 * @param says the rule in own words
 */
record Script(
    String name,
    List<String> rule,
    String says,
    List<Subprotocol> versions,
    JsonNode given,
    List<Step> steps) {
  static final Path FOLDER = Path.of("src/test/resources/ocpp/conversations");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * @param what the words before the colon
   * @param with what stands behind it
   */
  record Step(String what, JsonNode with) {
    /** The text for a version: one for all, or one of a map with {@code else}. */
    String text(Subprotocol version) {
      if (!with.isObject()) {
        return with.asText();
      }
      JsonNode own = with.path(version.token());
      return (own.isMissingNode() ? with.path("else") : own).asText();
    }
  }

  static List<Script> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Script::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Script read(Path file) {
    try {
      JsonNode yaml = YAML.readTree(file.toFile());
      String name = file.getFileName().toString();
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : yaml.path("steps")) {
        if (step.isTextual()) {
          steps.add(new Step(step.asText(), YAML.createObjectNode()));
        } else if (step.size() == 1) {
          Map.Entry<String, JsonNode> only = step.properties().iterator().next();
          steps.add(new Step(only.getKey(), only.getValue()));
        } else {
          throw new IllegalArgumentException(name + ": not a step: " + step);
        }
      }
      if (steps.isEmpty() || yaml.path("says").asText().isBlank()) {
        throw new IllegalArgumentException(name + ": says and steps are needed");
      }
      return new Script(
          name,
          texts(yaml.path("rule")),
          yaml.path("says").asText(),
          texts(yaml.path("versions")).stream()
              .map(token -> Subprotocol.of(token).orElseThrow())
              .toList(),
          yaml.path("given"),
          List.copyOf(steps));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(each -> texts.add(each.asText()));
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("rule and versions are needed");
    }
    return texts;
  }
}

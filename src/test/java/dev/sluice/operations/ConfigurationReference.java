package dev.sluice.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes the reference of the properties from the metadata that the compiler made of their records.
 */
final class ConfigurationReference {
  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

  private ConfigurationReference() {}

  /** The table of all properties, in Markdown. */
  static String table() throws IOException {
    try (InputStream in = ConfigurationReference.class.getResourceAsStream(METADATA)) {
      JsonNode metadata = new ObjectMapper().readTree(in);
      TreeMap<String, JsonNode> properties = new TreeMap<>();
      metadata
          .path("properties")
          .forEach(
              property -> {
                if (property.path("name").asText().startsWith("sluice.")) {
                  properties.put(property.path("name").asText(), property);
                }
              });
      List<String> lines = new ArrayList<>();
      lines.add("| Property | Environment | Default | Meaning |");
      lines.add("|---|---|---|---|");
      properties.forEach(
          (name, property) ->
              lines.add(
                  "| `%s` | `%s` | %s | %s |"
                      .formatted(name, variable(name), usual(property), sentence(property))));
      return String.join("\n", lines) + "\n";
    }
  }

  /** How many properties have no description. */
  static List<String> silent() throws IOException {
    return table().lines().filter(line -> line.endsWith("|  |")).toList();
  }

  private static String variable(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static String usual(JsonNode property) {
    JsonNode value = property.path("defaultValue");
    return value.isMissingNode() || value.asText().isEmpty() ? "" : "`" + value.asText() + "`";
  }

  private static String sentence(JsonNode property) {
    return property.path("description").asText().replace("|", "\\|").replaceAll("\\s+", " ");
  }
}

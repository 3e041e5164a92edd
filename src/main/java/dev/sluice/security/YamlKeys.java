package dev.sluice.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The values of one mapping in a YAML file. */
record YamlKeys(YamlProblems problems, @Nullable Node node, Map<String, Node> values) {
  @Nullable Node at(String key) {
    return values.get(key);
  }

  @Nullable String text(String key) {
    Node value = values.get(key);
    return value == null ? null : problems.text(value);
  }

  @Nullable String needed(String key) {
    String text = text(key);
    if (text == null || text.isEmpty()) {
      problems.add(node, "`" + key + "` is missing");
    }
    return text;
  }
}

package dev.sluice.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What is wrong in one YAML file, each with its place. */
final class YamlProblems {
  private static final int MOST = 50;

  private final Path file;
  private final List<String> found = new ArrayList<>();

  YamlProblems(Path file) {
    this.file = file;
  }

  void add(@Nullable Node node, String what) {
    add(node == null ? null : node.getStartMark().orElse(null), what);
  }

  void add(@Nullable Mark mark, String what) {
    if (found.size() < MOST) {
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      found.add("%s:%d:%d: %s".formatted(file, line, column, what));
    }
  }

  /** A mapping with nothing but these keys. */
  YamlKeys keys(@Nullable Node node, String... allowed) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      add(node, "keys are wanted here: " + String.join(", ", allowed));
      return new YamlKeys(this, node, values);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!List.of(allowed).contains(key)) {
        add(tuple.getKeyNode(), "unknown key; there are: " + String.join(", ", allowed));
      } else if (values.put(key, tuple.getValueNode()) != null) {
        add(tuple.getKeyNode(), key + " is here twice");
      }
    }
    return new YamlKeys(this, node, values);
  }

  String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    add(node, "a text is wanted here");
    return "";
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new StationsFileException(found);
    }
  }
}

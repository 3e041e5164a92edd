package dev.sluice.operations.check;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A route file as a tree whose parts know their place. */
final class RouteYaml {
  private static final int DEEPEST = 200;
  private static final int MOST_NODES = 200_000;

  private final String file;
  private final FindingList findings;

  RouteYaml(String file, FindingList findings) {
    this.file = file;
    this.findings = findings;
  }

  /** The list at the top; empty, with a finding, when there is none. */
  Optional<SequenceNode> read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setMaxAliasesForCollections(50)
            .build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root != null && !bounded(root, DEEPEST, new int[] {MOST_NODES})) {
        findings.add(
            new Finding(
                file, 1, 1, "aliases (*name) make the file endless or huge", "write it out"));
      } else if (root instanceof SequenceNode list) {
        return Optional.of(list);
      } else if (root != null) {
        findings.add(
            file, root, "the file is not a list", "begin each part with '- ', such as '- route:'");
      }
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      findings.add(
          new Finding(
              file,
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "this is not YAML: " + e.getProblem(),
              "look at this place and at the line before it"));
    } catch (YamlEngineException e) {
      findings.add(new Finding(file, 1, 1, "this is not YAML: " + e.getMessage(), ""));
    }
    return Optional.empty();
  }

  /** Whether a walk over all nodes ends soon: an alias may lead to what it stands in. */
  private static boolean bounded(Node node, int depth, int[] left) {
    if (depth == 0 || left[0]-- == 0) {
      return false;
    }
    for (Node item : items(node)) {
      if (!bounded(item, depth - 1, left)) {
        return false;
      }
    }
    for (NodeTuple tuple : tuples(node)) {
      if (!bounded(tuple.getValueNode(), depth - 1, left)) {
        return false;
      }
    }
    return true;
  }

  /** The text of a scalar; null for anything else. */
  static @Nullable String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  /** The value of a key; null when the node has no such key. */
  static @Nullable Node get(@Nullable Node node, String key) {
    for (NodeTuple tuple : tuples(node)) {
      if (key.equals(text(tuple.getKeyNode()))) {
        return tuple.getValueNode();
      }
    }
    return null;
  }

  static List<NodeTuple> tuples(@Nullable Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  /** How many columns the text of a scalar begins after its node. */
  static int quote(Node node) {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN
        ? 1
        : 0;
  }
}

package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML mapping whose keys have been compared with those that may be there. */
final class YamlMap {
  private final YamlFile file;
  private final Position at;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  /** Reads the mapping; keys that are unknown or there twice become findings. */
  YamlMap(YamlFile file, MappingNode node, String row, Collection<String> known) {
    this.file = file;
    this.at = file.position(node);
    for (NodeTuple tuple : node.getValue()) {
      Position keyAt = file.position(tuple.getKeyNode());
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      Cell cell = new Cell(key, keyAt, tuple.getValueNode(), file.position(tuple.getValueNode()));
      if (!known.contains(key)) {
        String near = Findings.didYouMean(key, known);
        file.findings()
            .add(
                Finding.Kind.UNKNOWN_KEY,
                keyAt,
                row,
                "unknown key '" + key + "'",
                near.isEmpty() ? "the keys are " + String.join(", ", known) : near);
      } else if (cells.putIfAbsent(key, cell) != null) {
        file.findings()
            .add(Finding.Kind.BAD_VALUE, keyAt, row, "the key '" + key + "' is there twice", "");
      }
    }
  }

  Position at() {
    return at;
  }

  @Nullable Cell cell(String key) {
    return cells.get(key);
  }

  /** Where the value of the key stands, or the mapping when it has no such key. */
  Position at(String key) {
    Cell cell = cells.get(key);
    return cell == null ? at : cell.at();
  }

  /** A key that must be there; its absence becomes a finding. */
  @Nullable Cell needed(String key, String row) {
    Cell cell = cells.get(key);
    if (cell == null) {
      file.findings().add(Finding.Kind.BAD_VALUE, at, row, "the key '" + key + "' is missing", "");
    }
    return cell;
  }

  /** The mappings in the sequence under the key; anything else there becomes a finding. */
  List<MappingNode> mappings(String key) {
    Cell cell = cells.get(key);
    if (cell == null) {
      return List.of();
    }
    List<MappingNode> found = new ArrayList<>();
    List<Node> nodes =
        cell.node() instanceof SequenceNode sequence ? sequence.getValue() : List.of(cell.node());
    for (Node node : nodes) {
      if (node instanceof MappingNode mapping) {
        found.add(mapping);
      } else {
        file.findings()
            .add(
                Finding.Kind.BAD_VALUE,
                file.position(node),
                "",
                "an entry of '" + key + "' is not a row",
                "write - {key: value, …}");
      }
    }
    return found;
  }
}

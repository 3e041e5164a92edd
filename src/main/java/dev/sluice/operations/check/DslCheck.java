package dev.sluice.operations.check;

import dev.sluice.mapping.Spelling;
import dev.sluice.operations.check.DslSchema.Place;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Whether every key of a route file is one of Camel's YAML DSL, and every value of its kind. */
final class DslCheck {
  private static final Set<String> NUMBERS = Set.of("number", "integer");

  private final String file;
  private final FindingList findings;

  DslCheck(String file, FindingList findings) {
    this.file = file;
    this.findings = findings;
  }

  void check(SequenceNode parts) {
    for (Node part : parts.getValue()) {
      if (part instanceof MappingNode) {
        keys(part, DslSchema.part());
      } else {
        findings.add(file, part, "a part of the file has no key", "write '- route:' and indent");
      }
    }
  }

  private void visit(String key, Node node, Place place) {
    Set<String> types = DslSchema.types(place);
    if (place.open() || types.contains("")) {
      return;
    }
    if (node instanceof MappingNode) {
      if (!types.contains("object")) {
        findings.add(file, node, "'" + key + "' has keys below it", instead(types));
      } else {
        keys(node, place);
      }
    } else if (node instanceof SequenceNode list) {
      if (!types.contains("array")) {
        findings.add(file, node, "'" + key + "' has a list below it", instead(types));
      } else {
        Place items = DslSchema.items(place);
        list.getValue().forEach(item -> visit(key, item, items));
      }
    } else if (node instanceof ScalarNode scalar) {
      scalar(key, scalar, place, types);
    }
  }

  private static String instead(Set<String> types) {
    return types.contains("array")
        ? "write a list: each item on its line, with '- '"
        : types.contains("object") ? "write keys below it, without '- '" : "write one value";
  }

  private void keys(Node node, Place place) {
    Map<String, Place> known = DslSchema.keys(place);
    boolean closed = DslSchema.closed(place);
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : RouteYaml.tuples(node)) {
      String key = String.valueOf(RouteYaml.text(tuple.getKeyNode()));
      Place below = known.get(key);
      if (!seen.add(key)) {
        findings.add(file, tuple.getKeyNode(), "the key '" + key + "' stands here twice", "");
      } else if (below != null) {
        visit(key, tuple.getValueNode(), below);
      } else if (closed) {
        String near = Spelling.didYouMean(key, known.keySet());
        findings.add(
            file,
            tuple.getKeyNode(),
            "the key '" + key + "' is not known here",
            near.isEmpty() ? few(known.keySet()) : near);
      }
    }
  }

  private static String few(Set<String> known) {
    return known.size() > 20 ? "" : "known are " + String.join(", ", known);
  }

  private void scalar(String key, ScalarNode node, Place place, Set<String> types) {
    String value = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return; // what is missing is Camel's to say
    }
    if (types.stream().allMatch(type -> type.equals("object") || type.equals("array"))) {
      findings.add(file, node, "'" + key + "' has the value '" + value + "'", instead(types));
    } else if (value.contains("{{")
        || types.contains("string") && DslSchema.words(place).isEmpty()) {
      return;
    } else if (!DslSchema.words(place).isEmpty() && !DslSchema.words(place).contains(value)) {
      String near = Spelling.didYouMean(value, DslSchema.words(place));
      findings.add(
          file,
          node,
          "'" + key + "' cannot be '" + value + "'",
          near.isEmpty() ? "write " + String.join(" or ", DslSchema.words(place)) : near);
    } else if (types.equals(Set.of("boolean")) && !value.matches("(?i)true|false")) {
      findings.add(file, node, "'" + key + "' cannot be '" + value + "'", "write true or false");
    } else if (NUMBERS.containsAll(types) && !value.matches("[-+]?\\d+(\\.\\d+)?")) {
      findings.add(file, node, "'" + key + "' cannot be '" + value + "'", "write a number");
    }
  }
}

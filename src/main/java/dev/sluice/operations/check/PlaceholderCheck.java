package dev.sluice.operations.check;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether the properties that a file names are set, or have a default where they are named. */
final class PlaceholderCheck {
  private static final Pattern NAMED =
      Pattern.compile("\\{\\{\\??(env:|sys:)?([^:{}]+)(:[^{}]*)?}}");

  private final Function<String, @Nullable String> properties;

  PlaceholderCheck(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /** Adds a finding for each that is missing. */
  void check(String file, @Nullable Node node, FindingList findings) {
    RouteYaml.items(node).forEach(item -> check(file, item, findings));
    for (NodeTuple tuple : RouteYaml.tuples(node)) {
      check(file, tuple.getValueNode(), findings);
    }
    String text = RouteYaml.text(node);
    if (node == null || text == null) {
      return;
    }
    Matcher match = NAMED.matcher(text);
    while (match.find()) {
      if (match.group(3) == null && !set(match.group(1), match.group(2))) {
        findings.add(
            file,
            node,
            match.start() + RouteYaml.quote(node),
            "the property " + match.group() + " is not set",
            "set it, or write a default: " + match.group().replace("}}", ":value}}"),
            false);
      }
    }
  }

  private boolean set(@Nullable String source, String name) {
    if (source == null) {
      return properties.apply(name) != null;
    }
    return source.equals("env:") ? System.getenv(name) != null : System.getProperty(name) != null;
  }
}

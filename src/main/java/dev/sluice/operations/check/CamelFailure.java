package dev.sluice.operations.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What Camel threw over a route file, as a finding with a place. */
public final class CamelFailure {
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)(?:, column:? (\\d+))?");
  private static final int LONGEST = 400;
  private static final int SHORTEST_TEXT = 3;

  private CamelFailure() {}

  /**
   * @param text the file's, in which the place is looked for
   */
  public static Finding finding(String file, String text, Throwable thrown) {
    String what = shortened(innermost(thrown));
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      Matcher match = LINE.matcher(String.valueOf(next.getMessage()));
      if (match.find()) {
        int column = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
        return new Finding(file, Integer.parseInt(match.group(1)), column, what, "");
      }
    }
    Node place = place(file, text, thrown);
    Mark mark = place == null ? null : place.getStartMark().orElse(null);
    return mark == null
        ? new Finding(file, 0, 0, what, "")
        : new Finding(file, mark.getLine() + 1, mark.getColumn() + 1, what, "");
  }

  private static String innermost(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  private static String shortened(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** The longest value in the route that Camel's words repeat, else the route's id. */
  private static @Nullable Node place(String file, String text, Throwable thrown) {
    SequenceNode parts = new RouteYaml(file, new FindingList()).read(text).orElse(null);
    String id = routeId(thrown);
    for (RouteSite route : RouteFileSites.of(file, parts).routes) {
      EndpointSite from = route.from();
      if (id == null && from != null && !from.scheme().equals("direct")) {
        return from.node(); // what does not say which route it is about is about listening
      }
      if (route.id() != null && route.id().equals(id)) {
        StringBuilder words = new StringBuilder();
        for (Throwable next = thrown.getCause(); next != null; next = next.getCause()) {
          words.append(next.getMessage()).append('\n');
        }
        Node found = repeated(route.body(), words.toString(), null);
        return found == null ? route.node() : found;
      }
    }
    return null;
  }

  private static @Nullable String routeId(Throwable thrown) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (next instanceof FailedToCreateRouteException failed) {
        return failed.getRouteId();
      }
      if (next instanceof FailedToStartRouteException failed) {
        return failed.getRouteId();
      }
    }
    return null;
  }

  private static @Nullable Node repeated(Node node, String words, @Nullable Node best) {
    Node found = best;
    for (Node item : RouteYaml.items(node)) {
      found = repeated(item, words, found);
    }
    for (NodeTuple tuple : RouteYaml.tuples(node)) {
      found = repeated(tuple.getValueNode(), words, found);
    }
    if (node instanceof ScalarNode scalar
        && scalar.getValue().length() >= SHORTEST_TEXT
        && words.contains(scalar.getValue())
        && (found == null
            || scalar.getValue().length() > String.valueOf(RouteYaml.text(found)).length())) {
      found = node;
    }
    return found;
  }
}

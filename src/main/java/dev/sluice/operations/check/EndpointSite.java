package dev.sluice.operations.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place in a route file that names an endpoint.
 *
 * @param consumer whether a route begins here
 * @param scheme the component, such as {@code ocpp}
 * @param path what stands between the scheme and the question mark
 * @param options by name; the last one counts, as it does for Camel
 */
record EndpointSite(
    String file,
    Node node,
    boolean consumer,
    String scheme,
    String path,
    Map<String, Option> options) {
  /**
   * An option and where it stands.
   *
   * @param offset columns after the node's beginning
   */
  record Option(String value, Node node, int offset) {}

  /** The option's value; null when it is not set. */
  @Nullable String option(String name) {
    Option option = options.get(name);
    return option == null ? null : option.value();
  }

  /** Scheme and path, as a person writes them. */
  String name() {
    return scheme + ":" + path;
  }

  /**
   * Reads an address.
   *
   * @param node where the address stands
   * @param parameters the mapping of further options; null when there is none
   * @return null when there is no scheme
   */
  static @Nullable EndpointSite of(
      String file, Node node, boolean consumer, @Nullable Node parameters) {
    String uri = RouteYaml.text(node);
    int colon = uri == null ? -1 : uri.indexOf(':');
    if (uri == null || colon <= 0 || uri.indexOf('{') >= 0 && uri.indexOf('{') < colon) {
      return null;
    }
    int question = uri.indexOf('?');
    Map<String, Option> options = new LinkedHashMap<>();
    if (question > 0) {
      query(uri, question + 1, node, options);
    }
    RouteYaml.tuples(parameters)
        .forEach(
            tuple -> {
              String name = RouteYaml.text(tuple.getKeyNode());
              String value = RouteYaml.text(tuple.getValueNode());
              if (name != null && value != null) {
                options.put(name, new Option(value, tuple.getKeyNode(), 0));
              }
            });
    String path = uri.substring(colon + 1, question > 0 ? question : uri.length());
    return new EndpointSite(file, node, consumer, uri.substring(0, colon), path, options);
  }

  private static void query(String uri, int from, Node node, Map<String, Option> into) {
    int at = from;
    while (at < uri.length()) {
      int and = uri.indexOf('&', at);
      int raw = uri.indexOf("=RAW(", at);
      if (raw > 0 && (and < 0 || raw < and)) {
        and = uri.indexOf('&', Math.max(raw, uri.indexOf(')', raw)));
      }
      int end = and < 0 ? uri.length() : and;
      int equals = uri.indexOf('=', at);
      if (equals > at && equals < end) {
        into.put(
            uri.substring(at, equals),
            new Option(uri.substring(equals + 1, end), node, at + RouteYaml.quote(node)));
      }
      at = end + 1;
    }
  }
}

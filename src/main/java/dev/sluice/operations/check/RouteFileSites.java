package dev.sluice.operations.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What a route file names: routes, endpoints, beans. */
final class RouteFileSites {
  private static final Set<String> ENDPOINTS =
      Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
  private static final Set<String> CONSUMERS = Set.of("from", "pollEnrich", "poll");
  private static final Set<String> REFERENCES = Set.of("process", "bean");

  /** A name that a file uses or gives. */
  record Name(String file, String text, Node node) {}

  final String file;
  final List<RouteSite> routes = new ArrayList<>();
  final List<EndpointSite> endpoints = new ArrayList<>();
  final List<Name> beansUsed = new ArrayList<>();
  final List<Name> beansGiven = new ArrayList<>();
  final List<Name> configurationsUsed = new ArrayList<>();
  final List<Name> configurationsGiven = new ArrayList<>();

  /** Whether the file has parts that change routes of other files. */
  boolean shared;

  private RouteFileSites(String file) {
    this.file = file;
  }

  static RouteFileSites of(String file, @Nullable SequenceNode parts) {
    RouteFileSites sites = new RouteFileSites(file);
    for (Node part : RouteYaml.items(parts)) {
      for (NodeTuple tuple : RouteYaml.tuples(part)) {
        sites.part(String.valueOf(RouteYaml.text(tuple.getKeyNode())), tuple);
      }
    }
    return sites;
  }

  private void part(String key, NodeTuple tuple) {
    Node value = tuple.getValueNode();
    switch (key) {
      case "route" -> route(tuple.getKeyNode(), value, RouteYaml.get(value, "from"));
      case "from" -> route(tuple.getKeyNode(), value, value);
      case "routeConfiguration" -> {
        shared = true;
        name(value, "id", configurationsGiven::add);
        visit(value);
      }
      case "beans" -> {
        shared = true;
        RouteYaml.items(value).forEach(bean -> name(bean, "name", beansGiven::add));
      }
      default -> {
        shared = true;
        visit(value);
      }
    }
  }

  private void route(Node key, Node body, @Nullable Node from) {
    Node id = RouteYaml.get(body, "id");
    String text = RouteYaml.text(id);
    routes.add(
        new RouteSite(
            file, text, id == null || text == null ? key : id, body, endpoint(from, true)));
    name(body, "routeConfigurationId", configurationsUsed::add);
    if (from == body && from != null) {
      endpoints(from, true);
    }
    visit(body);
  }

  private void name(@Nullable Node parent, String key, Consumer<Name> into) {
    Node node = RouteYaml.get(parent, key);
    String text = RouteYaml.text(node);
    if (node != null && text != null && !text.contains("{{")) {
      into.accept(new Name(file, text, node));
    }
  }

  private void visit(@Nullable Node node) {
    RouteYaml.items(node).forEach(this::visit);
    if (!(node instanceof MappingNode mapping)) {
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = String.valueOf(RouteYaml.text(tuple.getKeyNode()));
      if (ENDPOINTS.contains(key)) {
        endpoints(tuple.getValueNode(), CONSUMERS.contains(key));
      } else if (REFERENCES.contains(key)) {
        name(tuple.getValueNode(), "ref", beansUsed::add);
      }
      if (!key.equals("parameters")) {
        visit(tuple.getValueNode());
      }
    }
  }

  private void endpoints(Node node, boolean consumer) {
    EndpointSite site = endpoint(node, consumer);
    if (site == null) {
      return;
    }
    endpoints.add(site);
    site.options()
        .forEach(
            (name, option) -> {
              if (option.value().matches("#(bean:)?[A-Za-z_][\\w.-]*")) {
                beansUsed.add(
                    new Name(file, option.value().replaceFirst("#(bean:)?", ""), option.node()));
              }
            });
  }

  private @Nullable EndpointSite endpoint(@Nullable Node node, boolean consumer) {
    Node uri = node instanceof MappingNode ? RouteYaml.get(node, "uri") : node;
    return uri == null
        ? null
        : EndpointSite.of(file, uri, consumer, RouteYaml.get(node, "parameters"));
  }
}

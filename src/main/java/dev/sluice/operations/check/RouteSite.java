package dev.sluice.operations.check;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A route in a file.
 *
 * @param id null when it has none
 * @param node the id, or the route when it has none
 * @param body what is below {@code route:}
 * @param from null when it is missing or cannot be read
 */
record RouteSite(
    String file, @Nullable String id, Node node, Node body, @Nullable EndpointSite from) {}

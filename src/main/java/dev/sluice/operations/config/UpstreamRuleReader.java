package dev.sluice.operations.config;

import dev.sluice.ocpp.link.CsmsAddress;
import dev.sluice.ocpp.link.StationPattern;
import dev.sluice.ocpp.link.Upstream;
import dev.sluice.ocpp.link.UpstreamRule;
import dev.sluice.ocpp.wire.Subprotocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one rule of upstreams; what it does not say is as for all stations. */
final class UpstreamRuleReader {
  private static final Set<String> KEYS =
      Set.of(
          "stations",
          "path",
          "csms",
          "subprotocol",
          "lenient-upgrade",
          "deflate-stations",
          "deflate-csms",
          "local-addresses");
  private static final int LONGEST_PATTERN = 255;

  private final UpstreamsFile file;
  private final Upstream byDefault;

  UpstreamRuleReader(UpstreamsFile file, Upstream byDefault) {
    this.file = file;
    this.byDefault = byDefault;
  }

  /** The rule; null when it is unusable, with findings in the file. */
  @Nullable UpstreamRule read(Node node) {
    Map<String, Node> keys = file.map(node, KEYS, "- {stations: depot-*, csms: wss://…/{id}}");
    if (!keys.isEmpty() && !keys.containsKey("stations") && !keys.containsKey("path")) {
      file.wrong(node, "the rule does not say whom it is about", "write stations: '*' for all");
      return null;
    }
    Upstream upstream = byDefault;
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      try {
        upstream = with(upstream, key.getKey(), key.getValue());
      } catch (IllegalArgumentException e) {
        file.wrong(key.getValue(), String.valueOf(e.getMessage()), "");
      }
    }
    try {
      return rule(keys.get("stations"), keys.get("path"), upstream);
    } catch (IllegalArgumentException e) {
      file.wrong(keys.getOrDefault("path", node), String.valueOf(e.getMessage()), "");
      return null;
    }
  }

  private UpstreamRule rule(@Nullable Node stations, @Nullable Node path, Upstream upstream) {
    String pattern = stations == null ? "*" : text(stations);
    if (pattern.isEmpty() || pattern.length() > LONGEST_PATTERN) {
      file.wrong(stations, "stations must be 1 to 255 characters long", "write depot-* or '*'");
      pattern = "*";
    }
    return new UpstreamRule(
        pattern.equals("*") ? null : new StationPattern(pattern),
        path == null ? "" : text(path),
        upstream);
  }

  private Upstream with(Upstream upstream, String key, Node value) {
    return switch (key) {
      case "csms" ->
          upstream.withCsms(text(value).equals("none") ? null : new CsmsAddress(text(value)));
      case "subprotocol" -> upstream.withFallback(subprotocol(value));
      case "lenient-upgrade" -> upstream.withLenientUpgrade(truth(key, value));
      case "deflate-stations" -> upstream.withDeflate(truth(key, value), upstream.deflateCsms());
      case "deflate-csms" -> upstream.withDeflate(upstream.deflateStation(), truth(key, value));
      case "local-addresses" -> upstream.withLocalAddresses(addresses(value));
      default -> upstream;
    };
  }

  private static Subprotocol subprotocol(Node value) {
    return Subprotocol.of(text(value))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text(value)
                        + "' is no subprotocol; write one of "
                        + Arrays.stream(Subprotocol.values())
                            .map(Subprotocol::token)
                            .collect(Collectors.joining(", "))));
  }

  private static boolean truth(String key, Node value) {
    if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw new IllegalArgumentException(key + " is not true or false; write one of them");
  }

  private static List<InetAddress> addresses(Node value) {
    List<InetAddress> addresses = new ArrayList<>();
    List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    for (Node each : nodes) {
      addresses.add(Upstream.localAddress(text(each)));
    }
    return addresses;
  }

  /** A value's text; the empty one for what is not a single value. */
  private static String text(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? scalar.getValue()
        : "";
  }
}

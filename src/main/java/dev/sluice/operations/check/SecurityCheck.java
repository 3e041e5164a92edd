package dev.sluice.operations.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operations.check.EndpointSite.Option;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Secrets in plain text, TLS without its checks, and FO edges that let everybody in. */
final class SecurityCheck {
  private static final Set<String> LISTENERS =
      Set.of(
          "netty-http",
          "netty",
          "platform-http",
          "jetty",
          "undertow",
          "servlet",
          "paho",
          "mqtt",
          "paho-mqtt5",
          "rest");
  private static final Pattern PLAIN =
      Pattern.compile("\\b(http|ws|tcp|mqtt)://+(\\[[^\\]]*\\]|[^:/?,\\s]*)");
  private static final Pattern SECRET =
      Pattern.compile(".*(password|passphrase|secret|token|apikey|accesskey)$");

  private final ComponentCatalogue catalogue;
  private final FindingList findings;

  SecurityCheck(ComponentCatalogue catalogue, FindingList findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void check(EndpointSite site) {
    Map<String, JsonNode> known = catalogue.options(site.scheme());
    plain(site, site.node(), 0, site.name());
    site.options()
        .forEach(
            (name, option) -> {
              plain(site, option.node(), option.offset(), option.value());
              secret(site, name, option, known);
              tls(site, name, option);
            });
  }

  private void plain(EndpointSite site, Node at, int offset, String text) {
    Matcher match = PLAIN.matcher(text);
    while (match.find()) {
      String host = match.group(2);
      if (!loopback(host) && !host.contains("{")) {
        findings.add(
            site.file(),
            at,
            offset,
            match.group(1) + "://" + host + " is not encrypted and leaves this machine",
            "use " + encrypted(match.group(1)) + "://, or an address of this machine",
            false);
      }
    }
  }

  private static String encrypted(String scheme) {
    return switch (scheme) {
      case "http" -> "https";
      case "ws" -> "wss";
      case "mqtt" -> "mqtts";
      default -> "ssl";
    };
  }

  private static boolean loopback(String host) {
    String bare = host.replace("[", "").replace("]", "");
    return bare.equals("localhost") || bare.equals("::1") || bare.matches("127(\\.\\d{1,3}){3}");
  }

  private void secret(EndpointSite site, String name, Option option, Map<String, JsonNode> known) {
    JsonNode described = known.get(name);
    boolean secret =
        described == null
            ? SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()
            : described.path("secret").asBoolean();
    String value = option.value();
    if (secret && !value.contains("{{") && !value.startsWith("#") && !value.contains("${")) {
      findings.add(
          site.file(),
          option.node(),
          option.offset(),
          "the secret '" + name + "' stands here in plain text",
          "write '{{env:NAME}}' and give it in the environment",
          false);
    }
  }

  private void tls(EndpointSite site, String name, Option option) {
    String value = option.value().toLowerCase(Locale.ROOT);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean off =
        switch (lower) {
          case "trustallcertificates", "trustall", "insecure" -> value.equals("true");
          case "hostnameverification",
              "hostnameverificationenabled",
              "httpshostnameverificationenabled",
              "needclientauth" ->
              value.equals("false");
          case "x509hostnameverifier", "sslhostnameverifier", "hostnameverifier" ->
              value.contains("noop") || value.contains("allowall");
          default -> false;
        };
    if (off) {
      findings.add(
          site.file(),
          option.node(),
          option.offset(),
          name + "=" + option.value() + " switches off a check of TLS",
          "leave it out, and trust the other side's authority instead",
          false);
    }
    if (lower.equals("muteexception") && value.equals("false")) {
      findings.add(
          site.file(),
          option.node(),
          option.offset(),
          "muteException=false shows the gateway's inside to whoever asks",
          "write true",
          false);
    }
  }

  /** A route that an FO can reach says who asks before it does anything else. */
  void edge(RouteSite route) {
    EndpointSite from = route.from();
    Node steps = RouteYaml.get(RouteYaml.get(route.body(), "from"), "steps");
    if (from == null
        || steps == null
        || !LISTENERS.contains(from.scheme())
        || !edge(route.file(), from)) {
      return;
    }
    boolean secured = false;
    for (Node step : RouteYaml.items(steps)) {
      String ref = process(step);
      if (ref == null) {
        break;
      }
      secured |= ref.equals("foIdentity");
    }
    if (!secured) {
      findings.add(
          route.file(),
          route.node(),
          "the route " + route.id() + " lets FOs in without asking who they are",
          "put '- process: {ref: foIdentity}' before the first step that does something");
    }
    if (from.scheme().equals("netty-http")) {
      required(route, from, "muteException");
      required(route, from, "needClientAuth");
    }
  }

  private void required(RouteSite route, EndpointSite from, String option) {
    if (from.option(option) == null) {
      findings.add(
          route.file(),
          from.node(),
          "the FO edge " + route.id() + " lacks " + option,
          "add " + option + ": true to its parameters");
    }
  }

  private static boolean edge(String file, EndpointSite from) {
    return file.startsWith("fcsbe/")
        || file.startsWith("facades/")
        || from.path().contains("sluice.fcsbe");
  }

  /** What the step names when it is a processor; null otherwise. */
  private static @Nullable String process(Node step) {
    return RouteYaml.text(RouteYaml.get(RouteYaml.get(step, "process"), "ref"));
  }
}

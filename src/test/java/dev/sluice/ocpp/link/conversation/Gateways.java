package dev.sluice.ocpp.link.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates;
import dev.sluice.ocpp.link.CutOff;
import dev.sluice.ocpp.link.CutOffPolicies;
import dev.sluice.ocpp.link.CutOffPolicy;
import dev.sluice.ocpp.link.InjectMode;
import dev.sluice.ocpp.link.LinkEvents;
import dev.sluice.ocpp.link.LinkRules;
import dev.sluice.ocpp.link.LinkSettings;
import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.ShadowStates;
import dev.sluice.ocpp.link.StationPattern;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The gateways that conversations need, one for each set of settings, before one CSMS. */
final class Gateways implements AutoCloseable {
  private static final OcppSchemas SCHEMAS = OcppSchemas.official();

  final CsmsSocket csms;
  private final Map<LinkSettings, Running> running = new ConcurrentHashMap<>();

  /** One that runs, with states in memory. */
  static final class Running implements ShadowStates, LinkEvents {
    final OcppLinks links;
    final Map<String, BootStates.BootState> boots = new ConcurrentHashMap<>();
    final Set<String> injectable = ConcurrentHashMap.newKeySet();
    private final Map<String, JsonNode> shadows = new ConcurrentHashMap<>();
    private final BootStates bootStates =
        new BootStates() {
          @Override
          public BootState get(String stationId) {
            return boots.getOrDefault(stationId, BootState.UNKNOWN);
          }

          @Override
          public void put(String stationId, BootState state) {
            boots.put(stationId, state);
          }
        };

    Running(LinkSettings settings) {
      links = new OcppLinks(settings, LinkTls.none(), SCHEMAS, bootStates, this, Clock.systemUTC());
      var unused = links.addEvents(this);
      try {
        links.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String url(String id) {
      return "ws://127.0.0.1:" + links.address().getPort() + "/" + id;
    }

    @Override
    public Optional<JsonNode> get(String stationId) {
      return Optional.ofNullable(shadows.get(stationId));
    }

    @Override
    public void put(String stationId, JsonNode shadow) {
      shadows.put(stationId, shadow);
    }

    @Override
    public void connected(String stationId, Subprotocol subprotocol) {}

    @Override
    public void injectable(String stationId, Subprotocol subprotocol) {
      injectable.add(stationId);
    }

    @Override
    public void disconnected(String stationId, Subprotocol subprotocol) {
      injectable.remove(stationId);
    }
  }

  Gateways() {
    csms = new CsmsSocket();
  }

  /** The gateway that a script asks for under {@code given}. */
  Running of(JsonNode given) {
    return running.computeIfAbsent(settings(given), Running::new);
  }

  private LinkSettings settings(JsonNode given) {
    return LinkSettings.defaults()
        .withCsmsUrl(csms.url())
        .withInjectMode(
            InjectMode.valueOf(given.path("inject").asText("on").toUpperCase(Locale.ROOT)))
        .withLane(
            duration(given, "call-timeout", "PT60S"),
            given.path("csms-queue").asInt(32),
            given.path("inject-queue").asInt(16))
        .withRules(
            LinkRules.defaults()
                .withSettle(duration(given, "settle", "PT0S"))
                .withCutOff(policies(given)));
  }

  private static CutOffPolicies policies(JsonNode given) {
    Map<CutOff, CutOffPolicy> byDefault = new EnumMap<>(CutOff.class);
    given
        .path("policies")
        .properties()
        .forEach(
            each ->
                byDefault.put(
                    CutOff.valueOf(each.getKey().toUpperCase(Locale.ROOT).replace('-', '_')),
                    CutOffPolicy.valueOf(each.getValue().asText().toUpperCase(Locale.ROOT))));
    return new CutOffPolicies(
        byDefault, List.of(), List.of(new StationPattern("*centralsystemurl*")));
  }

  static Duration duration(JsonNode node, String name, String otherwise) {
    return Duration.parse(node.path(name).asText(otherwise));
  }

  @Override
  public void close() {
    running.values().forEach(gateway -> gateway.links.close());
    csms.close();
  }
}

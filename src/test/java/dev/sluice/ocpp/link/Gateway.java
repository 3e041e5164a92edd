package dev.sluice.ocpp.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Links that are running, with states that outlive them. */
final class Gateway implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final int OWN = 1_900_000_000;
  private static final OcppSchemas SCHEMAS = OcppSchemas.official();

  final MemoryStates states;
  final OcppLinks links;

  /** Stations whose own profile was reported gone. */
  final List<String> gone = new CopyOnWriteArrayList<>();

  Gateway(LinkSettings settings, MemoryStates states) throws Exception {
    this(settings, states, states, states.shadowStates());
  }

  Gateway(LinkSettings settings, MemoryStates states, BootStates boots, ShadowStates shadows)
      throws Exception {
    this.states = states;
    links = new OcppLinks(settings, LinkTls.none(), SCHEMAS, boots, shadows, Clock.systemUTC());
    var unused =
        links.addEvents(
            new LinkEvents() {
              @Override
              public void connected(String stationId, Subprotocol subprotocol) {}

              @Override
              public void injectable(String stationId, Subprotocol subprotocol) {}

              @Override
              public void ownProfileGone(String stationId) {
                gone.add(stationId);
              }

              @Override
              public void disconnected(String stationId, Subprotocol subprotocol) {}
            });
    links.start();
  }

  /** Injecting, in front of a CSMS. */
  static Gateway before(WireCsms csms) throws Exception {
    return new Gateway(
        LinkSettings.defaults().withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON),
        new MemoryStates());
  }

  int port() {
    return links.address().getPort();
  }

  String url(String id) {
    return "ws://127.0.0.1:" + port() + "/" + id;
  }

  /** A station whose boot the CSMS accepted some time ago. */
  WireStation accepted(String id, String subprotocol) throws Exception {
    states.boots.put(id, BootState.ACCEPTED);
    return station(id, subprotocol);
  }

  /** A station with credentials of its own, always the same. */
  WireStation station(String id, String subprotocol) throws Exception {
    String authorization = Basic.header(id, ("password of " + id).getBytes(UTF_8));
    WireStation station =
        new WireStation(url(id), subprotocol, Map.of("Authorization", authorization));
    assertThat(station.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
    return station;
  }

  CompletableFuture<JsonNode> call(String id, String action, String payload) throws Exception {
    return links.call(
        new InjectedCall(
            id,
            action,
            JSON.readTree(payload.replace('\'', '"')),
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10)));
  }

  /** The gateway's own limit for a 1.6 station. */
  CompletableFuture<JsonNode> limit(String id, double ampere) throws Exception {
    return call(id, "SetChargingProfile", profile(OWN, 0, ampere));
  }

  /** A 1.6 station maximum of five minutes. */
  static String profile(int profileId, int stackLevel, double ampere) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return ("{'connectorId':0,'csChargingProfiles':{'chargingProfileId':%d,'stackLevel':%d,"
            + "'chargingProfilePurpose':'ChargePointMaxProfile','chargingProfileKind':'Absolute',"
            + "'validFrom':'%s','validTo':'%s','chargingSchedule':{'duration':300,"
            + "'startSchedule':'%s','chargingRateUnit':'A',"
            + "'chargingSchedulePeriod':[{'startPeriod':0,'limit':%s}]}}}")
        .formatted(profileId, stackLevel, now, now.plusSeconds(300), now, ampere)
        .replace('\'', '"');
  }

  static String frame(String id, String action, String payload) {
    return "[2,\"" + id + "\",\"" + action + "\"," + payload.replace('\'', '"') + "]";
  }

  static String next(BlockingQueue<String> queue) throws InterruptedException {
    String text = queue.poll(10, TimeUnit.SECONDS);
    assertThat(text).as("a frame").isNotNull();
    return String.valueOf(text);
  }

  static String id(String frame) throws Exception {
    return JSON.readTree(frame).path(1).asText();
  }

  @Override
  public void close() {
    links.close();
  }
}

package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.frame;
import static dev.sluice.ocpp.link.Gateway.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.Subprotocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two connections for one station (ocpp.md 4.5). */
@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class DuplicateStationTest {
  private static final String RIGHT = basic("CP1", "the station's own password");
  private static final String WRONG = basic("CP1", "a guess");

  private final WireCsms csms = new WireCsms("ocpp1.6");
  private final List<String> events = new CopyOnWriteArrayList<>();
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = gateway(Duration.ofSeconds(20));
  }

  private Gateway gateway(Duration proof) throws Exception {
    Gateway made =
        new Gateway(
            LinkSettings.defaults()
                .withCsmsUrl(csms.url())
                .withHandshake(Duration.ofSeconds(60))
                .withIdentity(IdentitySettings.defaults().withProof(proof))
                .withInjectMode(InjectMode.ON),
            new MemoryStates());
    var unused = made.links.addEvents(recorder());
    return made;
  }

  private LinkEvents recorder() {
    return new LinkEvents() {
      @Override
      public void connected(String stationId, Subprotocol subprotocol) {
        events.add("connected");
      }

      @Override
      public void injectable(String stationId, Subprotocol subprotocol) {}

      @Override
      public void takeoverRefused(String stationId, String from) {
        events.add("refused " + from);
      }

      @Override
      public void disconnected(String stationId, Subprotocol subprotocol) {
        events.add("disconnected");
      }
    };
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    csms.stop(500);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private WireStation connected(String authorization) throws Exception {
    WireStation station = station(authorization);
    assertThat(station.connectBlocking(60, TimeUnit.SECONDS)).isTrue();
    return station;
  }

  private WireStation station(String authorization) {
    return new WireStation(
        gateway.url("CP1"),
        "ocpp1.6",
        authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization));
  }

  private void relays(WireStation station, String id) throws InterruptedException {
    String text = frame(id, "Heartbeat", "{}");
    station.send(text);
    assertThat(next(csms.received)).isEqualTo(text);
  }

  @Test
  void withTheSameCredentialsTheNewestStaysAndTheOlderOneIsOver() throws Exception {
    WireStation old = connected(RIGHT);
    relays(old, "1");
    WireStation young = connected(RIGHT);
    assertThat(old.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
    relays(young, "2");
    await().until(() -> csms.sessions() == 1);
    assertThat(events).containsExactly("connected", "disconnected", "connected");
    assertThat(gateway.links.connected()).isEqualTo(1);
    assertThat(gateway.links.counters().get(Count.TAKEOVERS)).isEqualTo(1);
    young.close();
  }

  @Test
  void withOtherCredentialsNobodyGetsInWhileTheStationAnswers() throws Exception {
    WireStation station = connected(RIGHT);
    for (String other : List.of(WRONG, "")) {
      HandshakeProbe answer = HandshakeProbe.of(gateway.port(), "/CP1", other);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).endsWith("\r\n\r\n" + HandshakeAnswer.WRONG_CREDENTIALS);
    }
    assertThat(csms.handshakes).as("what the CSMS heard").hasSize(1);
    relays(station, "1");
    assertThat(events).containsExactly("connected", "refused 127.0.0.1", "refused 127.0.0.1");
    assertThat(gateway.links.counters().get(Count.TAKEOVERS_REFUSED)).isEqualTo(2);
    station.close();
  }

  @Test
  void withoutCredentialsOnEitherSideTheConnectedOneStays() throws Exception {
    WireStation station = connected("");
    assertThat(HandshakeProbe.of(gateway.port(), "/CP1", "").status()).isEqualTo(401);
    relays(station, "1");
    station.close();
  }

  @Test
  void aConnectionThatAnswersNoPingMakesRoomForAnybodyWhomTheCsmsAccepts() throws Exception {
    gateway.close();
    gateway = gateway(Duration.ofMillis(500));
    try (RawStation dead = new RawStation(gateway.port(), "/CP1")) { // it never reads a ping
      WireStation station = connected(RIGHT);
      relays(station, "1");
      await().until(() -> csms.sessions() == 1);
      assertThat(gateway.links.counters().get(Count.STALE_LINKS)).isEqualTo(1);
      assertThat(dead.next()).startsWith("9:");
      station.close();
    }
  }

  @Test
  void aStrangerThatWaitsForThePingDoesNotHoldUpTheStation() throws Exception {
    RawStation mute = new RawStation(gateway.port(), "/CP1", "Authorization: " + RIGHT);
    CompletableFuture<HandshakeProbe> stranger =
        CompletableFuture.supplyAsync(() -> HandshakeProbe.of(gateway.port(), "/CP1", WRONG));
    await().until(() -> gateway.links.handshakes() == 1);
    WireStation station = connected(RIGHT);
    relays(station, "1");
    assertThat(stranger.get(30, TimeUnit.SECONDS).status()).isEqualTo(503);
    mute.close();
    station.close();
  }

  @Test
  void theCsmsThatRefusesTheNewestLeavesTheOlderOneAlone() throws Exception {
    WireStation old = connected(RIGHT);
    csms.refusing = true;
    assertThat(HandshakeProbe.of(gateway.port(), "/CP1", RIGHT).status()).isEqualTo(404);
    csms.refusing = false;
    relays(old, "1");
    assertThat(events).containsExactly("connected");
    old.close();
  }

  @Test
  void ofManyHandshakesAtOnceOneLinkComesAndOneSessionStaysAtTheCsms() throws Exception {
    for (int round = 0; round < 12; round++) {
      List<WireStation> stations = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        stations.add(station(RIGHT));
      }
      stations.forEach(WireStation::connect);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(gateway.links.handshakes()).as("handshakes").isZero();
                assertThat(gateway.links.connected()).as("links").isEqualTo(1);
                assertThat(csms.sessions()).as("sessions").isEqualTo(1);
                assertThat(stations).as("stations").filteredOn(WireStation::isOpen).hasSize(1);
              });
      WireStation last = stations.stream().filter(WireStation::isOpen).findFirst().orElseThrow();
      relays(last, "round-" + round);
      last.close();
      await().until(() -> gateway.links.connected() == 0 && csms.sessions() == 0);
    }
    assertThat(events).hasSizeGreaterThanOrEqualTo(16);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i)).isEqualTo(i % 2 == 0 ? "connected" : "disconnected");
    }
  }

  @Test
  void whatTheCsmsSaysRightBehindIts101WaitsUntilTheOlderLinkHasEnded() throws Exception {
    for (int round = 0; round < 10; round++) {
      WireStation old = connected(RIGHT);
      csms.greeting =
          List.of(
              frame("a" + round, "GetConfiguration", "{}"),
              frame("b" + round, "DataTransfer", "{'vendorId':'" + "\u00e9".repeat(2_000) + "'}"));
      WireStation young = connected(RIGHT);
      for (String expected : csms.greeting) {
        String call = next(young.received);
        assertThat(call).isEqualTo(expected);
        young.send("[3,\"" + Gateway.id(call) + "\",{}]");
      }
      csms.greeting = List.of();
      old.closed.get(20, TimeUnit.SECONDS);
      young.close();
      await().until(() -> gateway.links.connected() == 0 && csms.sessions() == 0);
    }
  }

  @Test
  void theEndOfTheOlderConnectionLaterOnTouchesNothingOfTheNewOne() throws Exception {
    try (RawStation old =
        new RawStation(gateway.port(), "/CP1", "Authorization: " + RIGHT)) { // answers no close
      WireStation young = connected(RIGHT);
      assertThat(old.closeCode()).isEqualTo(1001);
      old.close();
      await().until(() -> csms.sessions() == 1);
      relays(young, "1");
      csms.station("/ocpp/CP1").send(frame("c1", "GetConfiguration", "{}"));
      assertThat(next(young.received)).contains("c1");
      assertThat(events).containsExactly("connected", "disconnected", "connected");
      young.close();
    }
  }

  @Test
  void whatTheOlderLinkLearnsLastIsWhatTheNewOneBeginsWith() throws Exception {
    gateway.close();
    MemoryStates states = gateway.states;
    states.boots.put("CP1", BootStates.BootState.ACCEPTED);
    List<String> order = new CopyOnWriteArrayList<>();
    gateway =
        new Gateway(
            LinkSettings.defaults().withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON),
            states,
            states,
            noting(states.shadowStates(), order));
    for (int round = 0; round < 20; round++) {
      WireStation old = connected(RIGHT);
      var limit = gateway.limit("CP1", 6 + round);
      assertThat(next(old.received)).contains("SetChargingProfile");
      // The call stays open: the end of the old link notes that it may have been obeyed.
      WireStation young = connected(RIGHT);
      await().until(limit::isCompletedExceptionally);
      young.close();
      await().until(() -> gateway.links.connected() == 0);
      assertThat(order).containsExactly("read", "written", "written", "read");
      order.clear();
    }
  }

  private static ShadowStates noting(ShadowStates states, List<String> order) {
    return new ShadowStates() {
      @Override
      public Optional<JsonNode> get(String stationId) {
        order.add("read");
        return states.get(stationId);
      }

      @Override
      public void put(String stationId, JsonNode shadow) {
        order.add("written");
        states.put(stationId, shadow);
      }
    };
  }
}

package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong is counted by make, and passes as it came. */
@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class ProtocolQualityTest {
  private WireCsms csms;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    csms = new WireCsms("ocpp1.6", "ocpp2.0.1", "ocpp2.1");
    gateway =
        new Gateway(
            LinkSettings.defaults()
                .withCsmsUrl(csms.url())
                .withLane(Duration.ofMillis(300), 32, 16)
                .withRules(LinkRules.defaults().withSampleEvery(1)),
            new MemoryStates());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    csms.stop(200);
  }

  private PeerQuality csmsQuality() {
    return gateway.links.quality().csms("127.0.0.1:" + csms.getPort());
  }

  private PeerQuality make(String vendor) {
    return gateway.links.quality().all().stream()
        .filter(peer -> peer.vendor().equals(vendor))
        .findFirst()
        .orElseThrow();
  }

  private void up(WireStation station, String frame) throws Exception {
    station.send(frame);
    assertThat(Gateway.next(csms.received)).isEqualTo(frame);
  }

  private static void down(WebSocket socket, WireStation station, String frame) throws Exception {
    socket.send(frame);
    assertThat(Gateway.next(station.received)).isEqualTo(frame);
  }

  private static void counted(PeerQuality peer, Defect defect, long times) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(peer.count(defect)).as("%s", defect).isEqualTo(times));
  }

  @Test
  void every_defect_is_counted_for_the_make_that_has_it() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp1.6");
    WebSocket down = csms.station("/ocpp/CP1");
    up(
        station,
        "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"A-1\"}]");
    down(down, station, "[3,\"1\",{\"status\":\"Maybe\",\"secret\":\"s3cret\"}]");
    counted(csmsQuality(), Defect.BAD_RESPONSE, 1);
    PeerQuality acme = make("Acme");
    assertThat(acme.model()).isEqualTo("A-1");

    up(
        station,
        "[2,\"2\",\"StatusNotification\",{\"connectorId\":\"one\",\"password\":\"s3cret\"}]");
    counted(acme, Defect.BAD_REQUEST, 1);
    down(down, station, "[4,\"2\",\"FormationViolation\",\"no\",{}]");
    counted(csmsQuality(), Defect.CALL_ERROR, 1);
    up(station, "[2,\"3\",\"TransactionEvent\",{}]");
    counted(acme, Defect.UNKNOWN_ACTION, 1);
    up(station, "[2,\"4\",\"Heartbeat\",[]]");
    counted(acme, Defect.BAD_JSON, 1);
    up(station, "no frame");
    counted(acme, Defect.UNREADABLE, 1);
    up(station, "[6,\"5\",\"NotifyPeriodicEventStream\",{}]");
    counted(acme, Defect.UNKNOWN_ACTION, 2);
    up(station, "[5,\"5\",\"FormatViolation\",\"\",{}]");
    counted(acme, Defect.UNKNOWN_TYPE, 1);

    down(down, station, "[2,\"6\",\"ClearCache\",{}]");
    counted(acme, Defect.TIMED_OUT, 1);
    assertThat(acme.example(Defect.TIMED_OUT)).isEqualTo("ClearCache");
    down(down, station, "[2,\"7\",\"GetConfiguration\",{\"key\":1}]");
    counted(csmsQuality(), Defect.BAD_REQUEST, 1);
    up(station, "[4,\"7\",\"NotImplemented\",\"\",{}]");
    counted(acme, Defect.CALL_ERROR, 1);
    assertThat(acme.errorCodes()).containsEntry("NotImplemented", 1L);
    for (PeerQuality peer : gateway.links.quality().all()) {
      for (Defect defect : Defect.values()) {
        assertThat(String.valueOf(peer.example(defect))).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void what_is_right_has_no_defects() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp2.0.1");
    WebSocket down = csms.station("/ocpp/CP1");
    up(
        station,
        "[2,\"1\",\"BootNotification\",{\"reason\":\"PowerUp\",\"chargingStation\":{\"vendorName\":\"Good\",\"model\":\"B\"}}]");
    down(
        down,
        station,
        "[3,\"1\",{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00Z\",\"interval\":300}]");
    up(station, "[2,\"2\",\"Heartbeat\",{}]");
    down(down, station, "[3,\"2\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    PeerQuality good = make("Good");
    PeerQuality csmsQuality = csmsQuality();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> good.checked() == 2 && csmsQuality.checked() == 2);
    for (Defect defect : Defect.values()) {
      assertThat(good.count(defect) + csmsQuality.count(defect)).as("%s", defect).isZero();
    }
  }

  @Test
  void ids_that_come_again_and_second_calls_are_counted_for_their_sender() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp1.6");
    WebSocket down = csms.station("/ocpp/CP1");
    PeerQuality made = make("unknown");
    up(station, "[2,\"1\",\"Heartbeat\",{}]");
    counted(made, Defect.SECOND_CALL, 0);
    up(station, "[2,\"2\",\"Authorize\",{\"idTag\":\"s3cret\"}]");
    counted(made, Defect.SECOND_CALL, 1);
    assertThat(made.example(Defect.SECOND_CALL)).isEqualTo("Authorize");
    down(down, station, "[3,\"1\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    down(down, station, "[3,\"2\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");
    counted(made, Defect.REPEATED_ID, 0);
    up(station, "[2,\"1\",\"Heartbeat\",{}]");
    counted(made, Defect.REPEATED_ID, 1);
    down(down, station, "[2,\"1\",\"ClearCache\",{}]");
    counted(csmsQuality(), Defect.REPEATED_ID, 0);
    down.send("[2,\"1\",\"ClearCache\",{}]");
    counted(csmsQuality(), Defect.REPEATED_ID, 1);
    counted(csmsQuality(), Defect.SECOND_CALL, 1);
    counted(made, Defect.SECOND_CALL, 1);
  }

  @Test
  void answers_to_no_call_and_second_answers_are_counted_for_who_answers() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp1.6");
    WebSocket down = csms.station("/ocpp/CP1");
    up(station, "[2,\"1\",\"Heartbeat\",{}]");
    down(down, station, "[3,\"2\",{}]");
    counted(csmsQuality(), Defect.UNASKED_ANSWER, 1);
    down(down, station, "[3,\"1\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    counted(csmsQuality(), Defect.UNASKED_ANSWER, 1);
    down(down, station, "[3,\"1\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    counted(csmsQuality(), Defect.UNASKED_ANSWER, 2);
    up(station, "[4,\"1\",\"InternalError\",\"\",{}]");
    counted(make("unknown"), Defect.UNASKED_ANSWER, 1);
  }

  @Test
  void calls_without_an_answer_are_counted_for_who_does_not_answer() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp2.0.1");
    WebSocket down = csms.station("/ocpp/CP1");
    PeerQuality made = make("unknown");
    down(down, station, "[2,\"a\",\"ClearCache\",{}]");
    counted(made, Defect.TIMED_OUT, 1);
    up(station, "[3,\"a\",{\"status\":\"Accepted\"}]");
    counted(made, Defect.LATE_ANSWER, 1);
    down(down, station, "[2,\"b\",\"GetLog\",{}]");
    counted(made, Defect.TIMED_OUT, 2);

    up(station, "[2,\"1\",\"Heartbeat\",{}]");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              up(station, "[2,\"" + System.nanoTime() + "\",\"DataTransfer\",{}]");
              return csmsQuality().count(Defect.TIMED_OUT) > 0;
            });
    down(down, station, "[3,\"1\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    counted(csmsQuality(), Defect.LATE_ANSWER, 1);
    counted(made, Defect.NEVER_ANSWERED, 0);
    station.closeBlocking();
    counted(made, Defect.NEVER_ANSWERED, 1);
    assertThat(made.example(Defect.NEVER_ANSWERED)).isEqualTo("GetLog");
    counted(made, Defect.TIMED_OUT, 2);
    assertThat(csmsQuality().count(Defect.UNASKED_ANSWER)).isZero();
    assertThat(made.count(Defect.UNASKED_ANSWER)).isZero();
  }

  @Test
  void a_link_that_ends_early_leaves_nobody_without_an_answer() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp2.0.1");
    WebSocket down = csms.station("/ocpp/CP1");
    down(down, station, "[2,\"b\",\"ClearCache\",{}]");
    up(station, "[2,\"1\",\"Heartbeat\",{}]");
    station.closeBlocking();
    await().atMost(Duration.ofSeconds(10)).until(() -> gateway.links.connected() == 0);
    for (Defect defect : List.of(Defect.TIMED_OUT, Defect.NEVER_ANSWERED)) {
      assertThat(make("unknown").count(defect) + csmsQuality().count(defect)).isZero();
    }
  }

  @Test
  void each_csms_is_counted_by_itself() throws Exception {
    WireCsms other = new WireCsms("ocpp1.6");
    try {
      Upstream usual = gateway.links.upstreams().byDefault();
      gateway.links.upstreams(
          new Upstreams(
              usual,
              List.of(
                  new UpstreamRule(
                      new StationPattern("B*"), "", usual.withCsms(CsmsAddress.of(other.url()))))));
      WireStation station = gateway.accepted("B1", "ocpp1.6");
      down(other.station("/ocpp/B1"), station, "[3,\"none\",{}]");
      counted(
          gateway.links.quality().csms("127.0.0.1:" + other.getPort()), Defect.UNASKED_ANSWER, 1);
      counted(csmsQuality(), Defect.UNASKED_ANSWER, 0);
    } finally {
      other.stop(200);
    }
  }

  @Test
  void a_station_that_only_reconnects_is_still_of_its_make() throws Exception {
    WireStation station = gateway.accepted("CP1", "ocpp1.6");
    up(
        station,
        "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"A-1\"}]");
    station.closeBlocking();
    await().atMost(Duration.ofSeconds(10)).until(() -> gateway.links.connected() == 0);
    csms.stations.clear();
    up(gateway.station("CP1", "ocpp1.6"), "no frame");
    counted(make("Acme"), Defect.UNREADABLE, 1);
  }

  @Test
  void names_from_outside_are_bounded_in_number_and_length() {
    ProtocolQuality quality = new ProtocolQuality(OcppSchemas.official());
    List<PeerQuality> told = new ArrayList<>();
    quality.onEach(told::add);
    for (int i = 0; i < 1_000; i++) {
      String boot =
          "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"v\\n{}"
              + "x".repeat(1_000)
              + "\",\"chargePointModel\":\""
              + i
              + "\"}]";
      quality.booted("CP" + i, Subprotocol.OCPP16, boot.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(quality.all()).hasSize(203).containsExactlyInAnyOrderElementsOf(told);
    assertThat(quality.all())
        .allSatisfy(
            peer ->
                assertThat(peer.vendor()).hasSizeLessThanOrEqualTo(50).doesNotContain("\n", "{"));
    assertThat(quality.of("CP999").vendor()).isEqualTo("other");
  }

  @Test
  void addresses_of_csmss_are_bounded_in_number() {
    ProtocolQuality quality = new ProtocolQuality(OcppSchemas.official());
    for (int i = 0; i < 1_000; i++) {
      quality.csms("h" + i + ":443");
    }
    assertThat(quality.all()).hasSize(203);
    assertThat(quality.csms("h999:443")).isSameAs(quality.csms("h998:443"));
    assertThat(quality.csms("h1:443").model()).isEqualTo("h1:443");
  }

  @Test
  void a_station_cannot_pass_for_a_csms_or_for_those_that_are_unknown() {
    ProtocolQuality quality = new ProtocolQuality(OcppSchemas.official());
    String boot = "[2,'1','BootNotification',{'chargePointVendor':'%s','chargePointModel':'%s'}]";
    byte[] unknown =
        boot.formatted("unknown", "").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(quality.booted("CP1", Subprotocol.OCPP16, unknown)).isSameAs(quality.of("never"));
    byte[] csms =
        boot.formatted("csms", "h:443").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(quality.booted("CP2", Subprotocol.OCPP16, csms))
        .isNotSameAs(quality.csms("h:443"))
        .extracting(PeerQuality::side)
        .isEqualTo(PeerQuality.Side.STATION);
  }

  @Test
  void when_too_much_waits_the_rest_is_skipped_and_counted() {
    ProtocolQuality quality = new ProtocolQuality(OcppSchemas.official()); // nobody looks
    for (int i = 0; i < 300; i++) {
      quality.look(
          new ProtocolQuality.Sample(
              quality.csms("csms.example:443"),
              Subprotocol.OCPP16,
              "Heartbeat",
              true,
              new byte[] {'['}));
    }
    assertThat(quality.skipped()).isEqualTo(44);
  }
}

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
    counted(gateway.links.quality().csms(), Defect.BAD_RESPONSE, 1);
    PeerQuality acme = make("Acme");
    assertThat(acme.model()).isEqualTo("A-1");

    up(
        station,
        "[2,\"2\",\"StatusNotification\",{\"connectorId\":\"one\",\"password\":\"s3cret\"}]");
    counted(acme, Defect.BAD_REQUEST, 1);
    down(down, station, "[4,\"2\",\"FormationViolation\",\"no\",{}]");
    counted(gateway.links.quality().csms(), Defect.CALL_ERROR, 1);
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
    counted(gateway.links.quality().csms(), Defect.BAD_REQUEST, 1);
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
    PeerQuality csmsQuality = gateway.links.quality().csms();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> good.checked() == 2 && csmsQuality.checked() == 2);
    for (Defect defect : Defect.values()) {
      assertThat(good.count(defect) + csmsQuality.count(defect)).as("%s", defect).isZero();
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
  void when_too_much_waits_the_rest_is_skipped_and_counted() {
    ProtocolQuality quality = new ProtocolQuality(OcppSchemas.official()); // nobody looks
    for (int i = 0; i < 300; i++) {
      quality.look(
          new ProtocolQuality.Sample(
              quality.csms(), Subprotocol.OCPP16, "Heartbeat", true, new byte[] {'['}));
    }
    assertThat(quality.skipped()).isEqualTo(44);
  }
}

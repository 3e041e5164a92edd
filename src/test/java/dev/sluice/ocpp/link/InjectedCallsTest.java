package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class InjectedCallsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MemoryStates states = new MemoryStates();
  private final WireCsms csms = new WireCsms("ocpp1.6");

  @SuppressWarnings("NullAway.Init")
  private OcppLinks links;

  @BeforeEach
  void start() throws Exception {
    links =
        new OcppLinks(
            LinkSettings.defaults().withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON),
            LinkTls.none(),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC());
    links.start();
  }

  @AfterEach
  void stop() throws Exception {
    links.close();
    csms.stop(200);
  }

  private WireStation station() throws Exception {
    String url = "ws://127.0.0.1:" + links.address().getPort() + "/CP1";
    WireStation station = new WireStation(url, "ocpp1.6", Map.of());
    assertThat(station.connectBlocking(5, TimeUnit.SECONDS)).isTrue();
    return station;
  }

  private CompletableFuture<JsonNode> limit(int id, int ampere, Duration timeout) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String payload =
        """
        {"connectorId":0,"csChargingProfiles":{"chargingProfileId":%d,"stackLevel":0,
         "chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute",
         "validFrom":"%s","validTo":"%s","chargingSchedule":{"duration":300,"startSchedule":"%s",
         "chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":%d.0}]}}}"""
            .formatted(id, now, now.plusSeconds(300), now, ampere);
    return links.call(
        new InjectedCall(
            "CP1",
            "SetChargingProfile",
            JSON.readTree(payload),
            null,
            Duration.ofSeconds(5),
            timeout));
  }

  /** What is sent last comes next: nothing came before it. */
  private void nothingElseReachedTheCsms(WireStation station) throws Exception {
    String last = "[2,\"last\",\"Heartbeat\",{}]";
    station.send(last);
    assertThat(csms.received.poll(10, TimeUnit.SECONDS)).isEqualTo(last);
  }

  private void nothingElseReachedTheStation(WireStation station) throws Exception {
    String last = "[2,\"last\",\"GetConfiguration\",{}]";
    csms.station("/ocpp/CP1").send(last);
    assertThat(next(station)).isEqualTo(last);
  }

  private static String next(WireStation station) throws Exception {
    return Objects.requireNonNull(station.received.poll(10, TimeUnit.SECONDS), "nothing came");
  }

  private static String id(String frame) throws Exception {
    return JSON.readTree(frame).path(1).asText();
  }

  @Test
  void nothingIsInjectedBeforeTheCsmsAcceptedTheBoot() throws Exception {
    WireStation station = station();
    WebSocket down = csms.station("/ocpp/CP1");
    assertThatThrownBy(() -> limit(1_900_000_000, 16, Duration.ofSeconds(2)).get())
        .hasRootCauseInstanceOf(CallFailure.class)
        .hasMessageContaining("not accepted the boot");
    station.send("[2,\"b\",\"BootNotification\",{}]");
    csms.received.take();
    down.send(
        "[3,\"b\",{\"status\":\"Pending\",\"interval\":1,\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    next(station);
    assertThatThrownBy(() -> limit(1_900_000_000, 16, Duration.ofSeconds(2)).get())
        .isInstanceOf(ExecutionException.class);
    station.send("[2,\"b2\",\"BootNotification\",{}]");
    csms.received.take();
    down.send(
        "[3,\"b2\",{\"status\":\"Accepted\",\"interval\":1,\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    next(station);
    CompletableFuture<JsonNode> set = limit(1_900_000_000, 16, Duration.ofSeconds(5));
    String call = next(station);
    assertThat(call).contains("ChargePointMaxProfile");
    station.send("[3,\"" + id(call) + "\",{\"status\":\"Accepted\"}]");
    assertThat(set.get(5, TimeUnit.SECONDS).path("status").asText()).isEqualTo("Accepted");
    nothingElseReachedTheCsms(station);
    assertThat(states.boots).containsEntry("CP1", BootState.ACCEPTED);
  }

  @Test
  void aStationThatDoesNotBootAgainAfterARestartOfTheGatewayIsStillInjectable() throws Exception {
    states.boots.put("CP1", BootState.ACCEPTED);
    WireStation station = station();
    CompletableFuture<JsonNode> set = limit(1_900_000_000, 16, Duration.ofSeconds(5));
    String call = next(station);
    station.send("[4,\"" + id(call) + "\",\"NotSupported\",\"no\",{}]");
    assertThatThrownBy(() -> set.get(5, TimeUnit.SECONDS)).hasMessageContaining("NotSupported");
    nothingElseReachedTheCsms(station);
  }

  @Test
  void aLateAnswerIsSwallowedAndTheCsmsCallGoesOutMeanwhile() throws Exception {
    states.boots.put("CP1", BootState.ACCEPTED);
    WireStation station = station();
    WebSocket down = csms.station("/ocpp/CP1");
    CompletableFuture<JsonNode> set = limit(1_900_000_000, 16, Duration.ofMillis(300));
    String call = next(station);
    down.send("[2,\"c1\",\"GetConfiguration\",{}]");
    assertThatThrownBy(() -> set.get(5, TimeUnit.SECONDS)).hasMessageContaining("no answer");
    assertThat(next(station)).contains("c1");
    station.send("[3,\"" + id(call) + "\",{\"status\":\"Accepted\"}]");
    station.send("[3,\"c1\",{}]");
    assertThat(csms.received.poll(10, TimeUnit.SECONDS)).isEqualTo("[3,\"c1\",{}]");
    assertThat(links.counters().get(Count.LATE_ANSWERS)).isEqualTo(1);
    assertThat(links.counters().get(Count.EXPOSURE)).isEqualTo(1);
    assertThat(String.valueOf(states.shadows.get("CP1"))).contains("1900000000");
  }

  @Test
  void theGatewaysLimitIsClearedBeforeTheCsmsInstallsItsOwn() throws Exception {
    states.boots.put("CP1", BootState.ACCEPTED);
    WireStation station = station();
    WebSocket down = csms.station("/ocpp/CP1");
    CompletableFuture<JsonNode> set = limit(1_900_000_000, 16, Duration.ofSeconds(5));
    String call = next(station);
    String theirs =
        "[2,\"c1\",\"SetChargingProfile\",{\"connectorId\":0,\"csChargingProfiles\":"
            + "{\"chargingProfileId\":7,\"stackLevel\":0,\"chargingProfilePurpose\":"
            + "\"ChargePointMaxProfile\",\"chargingProfileKind\":\"Absolute\",\"chargingSchedule\":"
            + "{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":20}]}}}]";
    down.send(theirs); // while the gateway's own call is still open
    station.send("[3,\"" + id(call) + "\",{\"status\":\"Accepted\"}]");
    set.get(5, TimeUnit.SECONDS);
    String clear = next(station);
    if (clear.equals(theirs)) {
      throw new AssertionError("the CSMS's profile came while the gateway's own was installed");
    }
    assertThat(clear).contains("ClearChargingProfile", "1900000000");
    station.send("[3,\"" + id(clear) + "\",{\"status\":\"Accepted\"}]");
    assertThat(next(station)).isEqualTo(theirs);
    station.send("[3,\"c1\",{\"status\":\"Accepted\"}]");
    csms.received.take();
    assertThatThrownBy(
            () -> limit(1_900_000_001, 10, Duration.ofSeconds(5)).get(5, TimeUnit.SECONDS))
        .hasMessageContaining("CSMS");
    nothingElseReachedTheStation(station);
  }

  @Test
  void whatTheSchemaOrTheGuardForbidsIsNeverWritten() throws Exception {
    states.boots.put("CP1", BootState.ACCEPTED);
    WireStation station = station();
    var invalid =
        links.call(
            new InjectedCall(
                "CP1",
                "SetChargingProfile",
                JSON.readTree("{\"connectorId\":\"zero\"}"),
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    assertThatThrownBy(() -> invalid.get(5, TimeUnit.SECONDS)).hasMessageContaining("schema");
    var start =
        links.call(
            new InjectedCall(
                "CP1",
                "RemoteStartTransaction",
                JSON.readTree("{\"idTag\":\"x\"}"),
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    assertThatThrownBy(() -> start.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CallFailure.class);
    links.injectMode(InjectMode.OBSERVE);
    assertThatThrownBy(
            () -> limit(1_900_000_000, 16, Duration.ofSeconds(1)).get(5, TimeUnit.SECONDS))
        .hasMessageContaining("OBSERVE");
    nothingElseReachedTheStation(station);
    assertThat(links.counters().get(Count.INJECTED)).isZero();
  }
}

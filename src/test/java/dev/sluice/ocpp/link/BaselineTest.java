package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.frame;
import static dev.sluice.ocpp.link.Gateway.id;
import static dev.sluice.ocpp.link.Gateway.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A station may hold limits of the CSMS's from before the gateway first saw it. */
@ExtendWith(NoLeaks.class)
class BaselineTest {
  private final WireCsms csms = new WireCsms("ocpp1.6");
  private final MemoryStates states = new MemoryStates();

  @AfterEach
  void stop() throws Exception {
    csms.stop(200);
  }

  private Gateway gateway(String url) throws Exception {
    return new Gateway(
        LinkSettings.defaults()
            .withCsmsUrl(url)
            .withInjectMode(InjectMode.ON)
            .withBaseline(Baseline.UNKNOWN),
        states);
  }

  @Test
  void aStationGetsNoLimitBeforeItsStationMaximumsAreClearedAndTheGatewayRemembersThat()
      throws Exception {
    String url = csms.url();
    try (Gateway gateway = gateway(url)) {
      WireStation station = gateway.accepted("CP1", "ocpp1.6");
      assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
          .hasMessageContaining("sluice.stations.baseline=none");
      csms.station("/ocpp/CP1").send(frame("c1", "ClearChargingProfile", "{}"));
      assertThat(next(station.received)).contains("c1");
      station.send("[3,\"c1\",{\"status\":\"Unknown\"}]");
      next(csms.received);
      obeys(gateway, station);
    }
    try (Gateway gateway = gateway(url)) {
      obeys(gateway, gateway.accepted("CP1", "ocpp1.6"));
    }
  }

  private static void obeys(Gateway gateway, WireStation station) throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    assertThat(call).contains("SetChargingProfile");
    station.send("[3,\"" + id(call) + "\",{\"status\":\"Accepted\"}]");
    assertThat(set.get(10, TimeUnit.SECONDS).path("status").asText()).isEqualTo("Accepted");
  }

  @Test
  void stationsAreServedWhenWhatIsStoredOfThemCannotBeRead() throws Exception {
    BootStates boots =
        new BootStates() {
          @Override
          public BootState get(String stationId) {
            throw new IllegalArgumentException("no such state: ACCEPT");
          }

          @Override
          public void put(String stationId, BootState state) {
            states.put(stationId, state);
          }
        };
    ShadowStates shadows =
        new ShadowStates() {
          @Override
          public Optional<JsonNode> get(String stationId) {
            throw new IllegalStateException("not JSON");
          }

          @Override
          public void put(String stationId, JsonNode shadow) {
            states.shadows.put(stationId, shadow);
          }
        };
    LinkSettings settings =
        LinkSettings.defaults().withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON);
    try (Gateway gateway = new Gateway(settings, states, boots, shadows)) {
      WireStation station = gateway.station("CP1", "ocpp1.6");
      assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
          .hasMessageContaining("not accepted");
      station.send(frame("h", "Heartbeat", "{}"));
      next(csms.received);
      csms.station("/ocpp/CP1").send("[3,\"h\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
      next(station.received);
      assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
          .hasMessageContaining("station-maximum profile");
      csms.station("/ocpp/CP1").send(frame("c1", "ClearChargingProfile", "{}"));
      next(station.received);
      station.send("[3,\"c1\",{\"status\":\"Unknown\"}]");
      next(csms.received);
      obeys(gateway, station);
    }
  }

  @Test
  void aStoredShadowOfAnotherShapeCountsAsTheWorst() throws Exception {
    states.shadows.put("CP1", Gateway.JSON.readTree("{\"profiles\":{}}"));
    LinkSettings settings =
        LinkSettings.defaults().withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON);
    try (Gateway gateway = new Gateway(settings, states)) {
      gateway.accepted("CP1", "ocpp1.6");
      assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
          .hasMessageContaining("station-maximum profile");
    }
  }
}

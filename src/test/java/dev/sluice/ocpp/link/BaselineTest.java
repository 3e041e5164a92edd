package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.frame;
import static dev.sluice.ocpp.link.Gateway.id;
import static dev.sluice.ocpp.link.Gateway.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
}

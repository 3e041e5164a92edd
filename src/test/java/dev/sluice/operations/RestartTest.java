package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.Observation;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.ocpp.wire.Subprotocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway still knows after it was stopped and started again. */
@SuppressWarnings("NullAway.Init")
class RestartTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void a_station_that_has_not_come_back_is_away_and_not_unknown() throws Exception {
    try (RunningGateway gateway = gateway()) {
      ResourceBook book = gateway.bean(ResourceBook.class);
      book.connected("depot-1", Subprotocol.OCPP201.token());
      book.observe(
          new Observation("depot-1", "Acme", "X", null, null, null, List.of(), null, 2, "W"));
      assertThat(stations(gateway)).hasSize(1);
    }
    try (RunningGateway gateway = gateway()) {
      JsonNode station = stations(gateway).path(0);
      assertThat(station.path("stationId").asText()).isEqualTo("depot-1");
      assertThat(station.path("connected").asBoolean()).isFalse();
      assertThat(station.path("vendor").asText()).isEqualTo("Acme");
      assertThat(station.path("evses")).hasSize(2);
      assertThat(station.at("/evses/0/ratedW").asLong()).isEqualTo(3_680);
      assertThat(gateway.bean(ResourceBook.class).rateUnit("depot-1")).contains("W");
      JsonNode fo = gateway.operator().stations().required();
      assertThat(fo.toString()).contains("depot-1");
    }
  }

  private RunningGateway gateway() {
    return new RunningGateway(
        folder,
        "--sluice.evse.overrides[0].stations=depot-*",
        "--sluice.evse.overrides[0].phases=1",
        "--sluice.evse.overrides[0].amperes=16");
  }

  private static JsonNode stations(RunningGateway gateway) {
    JsonNode[] stations = new JsonNode[1];
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              stations[0] = JSON.readTree(gateway.management("/admin/stations").body());
              assertThat(stations[0]).isNotEmpty();
            });
    return stations[0];
  }
}

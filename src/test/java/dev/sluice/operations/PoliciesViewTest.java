package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator sees what policies did, without reading the log. */
@SuppressWarnings("NullAway.Init")
class PoliciesViewTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void warnings_and_refusals_are_in_health_metrics_and_the_administrators_page() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(
            folder,
            "--sluice.policies.station-certificate=warn",
            "--sluice.policies.overrides[0].stations=depot-*",
            "--sluice.policies.overrides[0].traffic=station-certificate",
            "--sluice.policies.overrides[0].policy=block")) {
      assertThat(gateway.health("stations").at("/details/cutOff").isMissingNode()).isTrue();
      ask(gateway, "home-1");
      ask(gateway, "depot-1");

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> page(gateway).at("/calls/block").asLong() == 1);
      JsonNode page = page(gateway);
      assertThat(page.at("/policies/station-certificate").asText()).isEqualTo("warn");
      assertThat(page.at("/policies/firmware").asText()).isEqualTo("observe");
      assertThat(page.at("/overrides/0/stations").asText()).isEqualTo("depot-*");
      assertThat(page.at("/calls/warn").asLong()).isEqualTo(1);
      assertThat(page.path("last")).hasSize(2);
      assertThat(page.at("/last/0/station").asText()).isEqualTo("depot-1");
      assertThat(page.at("/last/0/policy").asText()).isEqualTo("block");
      assertThat(page.at("/last/1/policy").asText()).isEqualTo("warn");
      assertThat(page.at("/last/1/action").asText()).isEqualTo("SignCertificate");
      assertThat(page.at("/last/1/effects/0").asText()).isEqualTo("station-certificate");
      assertThat(page.toString()).doesNotContain("s3cret");

      JsonNode health = gateway.health("stations");
      assertThat(health.path("status").asText()).isEqualTo("UP");
      assertThat(health.at("/details/cutOff/warned").asLong()).isEqualTo(1);
      assertThat(health.at("/details/cutOff/blocked").asLong()).isEqualTo(1);
      assertThat(gateway.management("/metrics").body())
          .contains("sluice_link_cut_off_warned_total 1.0")
          .contains("sluice_link_cut_off_blocked_total 1.0");
    }
  }

  private static JsonNode page(RunningGateway gateway) throws Exception {
    return JSON.readTree(gateway.management("/admin/policies").body());
  }

  private static void ask(RunningGateway gateway, String id) throws Exception {
    WebSocket station =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("ocpp2.0.1")
            .buildAsync(URI.create(gateway.stations() + "/" + id), new WebSocket.Listener() {})
            .get(20, TimeUnit.SECONDS);
    station
        .sendText("[2,\"1\",\"SignCertificate\",{\"csr\":\"s3cret\"}]", true)
        .get(20, TimeUnit.SECONDS);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> page(gateway).at("/last/0/station").asText().equals(id));
    station.abort();
  }
}

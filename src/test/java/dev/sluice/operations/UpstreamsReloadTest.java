package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of upstreams at a gateway that runs. */
@SuppressWarnings("NullAway.Init")
class UpstreamsReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static SimulatedStation station(RunningGateway gateway, String id) throws Exception {
    SimulatedStation station =
        SimulatedStation.start(StationSettings.of(id, Subprotocol.OCPP16, gateway.stations()));
    await().atMost(PATIENCE).until(station::accepted);
    return station;
  }

  @Test
  void it_is_read_again_on_command_and_a_bad_one_changes_nothing() throws Exception {
    Path file = folder.resolve("upstreams.yaml");
    Files.writeString(file, "rules: []\n");
    try (SimulatedCsms first = SimulatedCsms.start(CsmsSettings.defaults());
        SimulatedCsms second = SimulatedCsms.start(CsmsSettings.defaults());
        RunningGateway gateway =
            new RunningGateway(
                folder,
                "--sluice.csms.url=" + first.url() + "/{id}",
                "--sluice.csms.upstreams=" + file)) {
      SimulatedStation early = station(gateway, "north-1");
      assertThat(gateway.management("/admin/upstreams").body())
          .contains("upstreams.yaml", "\"rules\":[]", first.url().toString());

      Files.writeString(file, "rules:\n- {stations: north-*, cmss: 1}\n");
      HttpResponse<String> bad = gateway.post("/admin/upstreams", "application/json", "{}");
      assertThat(bad.statusCode()).isEqualTo(422);
      assertThat(bad.body()).contains("upstreams.yaml:2:23: the key 'cmss' is not known");
      assertThat(gateway.management("/admin/upstreams").body()).contains("\"rules\":[]");

      Files.writeString(file, "rules:\n- {stations: north-*, csms: '" + second.url() + "/{id}'}\n");
      HttpResponse<String> good = gateway.post("/admin/upstreams", "application/json", "{}");
      assertThat(good.statusCode()).isEqualTo(200);
      assertThat(good.body()).contains("\"stations\":\"north-*\"", second.url().toString());
      assertThat(gateway.post("/admin/upstreams", "text/plain", "").statusCode()).isEqualTo(415);

      SimulatedStation late = station(gateway, "north-2");
      SimulatedStation other = station(gateway, "south-1");
      assertThat(gateway.bean(OcppLinks.class).connected()).as("none was dropped").isEqualTo(3);
      assertThat(first.connected()).containsExactlyInAnyOrder("north-1", "south-1");
      assertThat(second.connected()).containsExactly("north-2");
      early.close();
      late.close();
      other.close();
    }
  }
}

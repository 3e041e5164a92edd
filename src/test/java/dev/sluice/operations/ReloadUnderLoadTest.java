package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.camel.CopyCounters;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.ocpp.link.OcppLinks;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Routes and tables are edited while stations talk: no frame is lost on its way to the CSMS, each
 * is copied once to the route in force, no station is dropped, and a broken edit changes nothing.
 */
@SuppressWarnings("NullAway.Init")
class ReloadUnderLoadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int AT_ONCE = 10;
  private static final String ONE = "routes/stations/ocpp-1.6.yaml";
  private static final String OTHER = "routes/stations/sixteen.yaml";
  private static final String SETPOINT = "routes/use-cases/uc-2.1-setpoint.yaml";
  private static final String ENVELOPE = "routes/use-cases/uc-2.7-envelope.yaml";
  private static final String TABLE = "mappings/ocpp-1.6/MeterValues.yaml";

  @TempDir Path folder;
  private IntegratorFiles files;
  private String observed = ONE;
  private String envelope = "";

  @Test
  void thirty_stations_and_ten_edits() throws Exception {
    run(30, 10, Duration.ofMillis(100));
  }

  @Test
  @Tag("reload")
  void five_hundred_stations_and_a_hundred_edits() throws Exception {
    run(500, 100, Duration.ofSeconds(1));
  }

  private void run(int stations, int edits, Duration every) throws Exception {
    files = IntegratorFiles.copy(folder);
    envelope = files.read(ENVELOPE);
    try (MeteringStations load = new MeteringStations(every);
        RunningGateway gateway =
            new RunningGateway(
                folder,
                files.properties(
                    "--sluice.csms.url=" + load.csmsUrl(),
                    "--sluice.reload.watch=false",
                    "--sluice.reload.settle=20ms"))) {
      CopyCounters copies = gateway.bean(OcppComponent.class).copies();
      CopiesOfMeterValues routed = CopiesOfMeterValues.of(gateway.bean(CamelContext.class));
      for (int up = 0; up < stations; up += AT_ONCE) {
        int next = Math.min(stations, up + AT_ONCE);
        load.connect(gateway.stations().toString(), up, next);
        await().atMost(PATIENCE).until(() -> load.opened() == next);
      }
      await().atMost(PATIENCE).until(() -> load.answered() >= 2L * stations);
      for (int i = 0; i < edits; i++) {
        if (i % 5 == 4) {
          broken(gateway, i / 5);
        } else {
          good(gateway, i);
        }
      }
      assertThat(load.ended()).as("stations dropped").isZero();
      assertThat(gateway.bean(OcppLinks.class).connected()).isEqualTo(stations);
      load.rest();
      await().atMost(PATIENCE).until(() -> load.answered() == load.sent());
      assertThat(load.received()).as("frames at the CSMS").isEqualTo(load.sent());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(routed.completed() + routed.failed()).isEqualTo(load.sent()));
      assertThat(copies.gaps()).as("copies dropped").isZero();
      assertThat(routed.failed()).as("copies that a route could not process").isZero();
      assertThat(routed.twice()).as("copies that came twice").isZero();
      assertThat(routed.outOfOrder()).as("copies out of order").isZero();
      assertThat(load.sent()).isGreaterThan(4L * stations);
      assertThat(load.ended()).as("stations dropped").isZero();
    }
  }

  private void good(RunningGateway gateway, int number) throws Exception {
    switch (number % 5) {
      case 0 -> {
        boolean usual = files.read(observed).contains("id: station-1.6-observe");
        files.edit(
            observed,
            usual ? "id: station-1.6-observe" : "id: station-1.6-watch",
            usual ? "id: station-1.6-watch" : "id: station-1.6-observe");
      }
      case 1 -> files.write(TABLE, files.read(TABLE) + "# edit " + number + "\n");
      case 2 -> {
        String to = observed.equals(ONE) ? OTHER : ONE;
        files.rename(observed, to);
        observed = to;
      }
      default -> {
        if (files.folder().resolve(ENVELOPE).toFile().exists()) {
          files.delete(ENVELOPE);
        } else {
          files.write(ENVELOPE, envelope);
        }
      }
    }
    JsonNode answer = gateway.reload(200);
    assertThat(answer.path("outcome").asText()).as(answer.toString()).isEqualTo("deployed");
  }

  private void broken(RunningGateway gateway, int number) throws Exception {
    String version = version(gateway);
    String file = number % 4 == 0 ? SETPOINT : number % 4 == 3 ? TABLE : observed;
    String before = files.read(file);
    String expected =
        switch (number % 4) {
          case 0 -> "the key 'stepps' is not known here; did you mean 'steps'?";
          case 1 -> "ocpp: has no option 'actionz'; did you mean 'actions'?";
          case 2 -> "there is no mapping table 'ocpp-1.6/GetKonfiguration'";
          default -> "unknown key 'rowz'";
        };
    files.edit(
        file,
        switch (number % 4) {
          case 0 -> "steps:";
          case 1 -> "actions:";
          case 2 -> "ocpp-1.6/GetConfiguration\n";
          default -> "rows:";
        },
        switch (number % 4) {
          case 0 -> "stepps:";
          case 1 -> "actionz:";
          case 2 -> "ocpp-1.6/GetKonfiguration\n";
          default -> "rowz:";
        });
    JsonNode answer = gateway.reload(422);
    assertThat(answer.path("outcome").asText()).isEqualTo("refused");
    assertThat(answer.path("findings").toString())
        .contains(expected)
        .contains("\"file\":\"" + file + "\"");
    assertThat(version(gateway)).isEqualTo(version);
    files.write(file, before);
  }

  private static String version(RunningGateway gateway) throws Exception {
    return gateway.deployment().path("version").asText();
  }
}

package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edited routes and mappings at a gateway that runs. */
@SuppressWarnings("NullAway.Init")
class ReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SETPOINT = "routes/use-cases/uc-2.1-setpoint.yaml";
  private static final String OCPP_16 = "routes/stations/ocpp-1.6.yaml";

  @TempDir Path folder;
  private SimulatedCsms csms;
  private IntegratorFiles files;
  private RunningGateway gateway;

  @BeforeEach
  void begin() throws Exception {
    csms = SimulatedCsms.start(CsmsSettings.defaults());
    files = IntegratorFiles.copy(folder);
    gateway = gateway("--sluice.reload.watch=false");
  }

  private RunningGateway gateway(String more) {
    return new RunningGateway(
        folder,
        files.properties(
            "--sluice.csms.url=" + csms.url() + "/{id}", "--sluice.reload.settle=50ms", more));
  }

  @AfterEach
  void end() {
    gateway.close();
    csms.close();
  }

  @Test
  void nothing_changed_is_said() throws Exception {
    String version = gateway.deployment().path("version").asText();
    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("unchanged");
    assertThat(gateway.deployment().path("version").asText()).isEqualTo(version);
  }

  @Test
  void a_good_edit_comes_in_force_and_stations_stay() throws Exception {
    try (SimulatedStation station =
        SimulatedStation.start(StationSettings.of("S1", Subprotocol.OCPP16, gateway.stations()))) {
      await().atMost(PATIENCE).until(station::accepted);
      String before = gateway.deployment().path("version").asText();
      files.edit(OCPP_16, "id: station-1.6-observe", "id: station-1.6-watch");
      files.write(
          "routes/use-cases/uc-9.9-mine.yaml",
          "- route:\n    id: mine\n    from:\n"
              + "      uri: direct:mine\n      steps:\n        - log: hello\n");
      files.delete("routes/use-cases/uc-2.7-envelope.yaml");
      JsonNode answer = gateway.reload(200);
      assertThat(answer.path("outcome").asText()).isEqualTo("deployed");
      assertThat(answer.path("changed").toString())
          .contains(OCPP_16, "uc-9.9-mine.yaml", "uc-2.7-envelope.yaml")
          .doesNotContain("fcsbe");
      assertThat(answer.path("version").asText()).isNotEqualTo(before);
      assertThat(gateway.routeIds())
          .contains("station-1.6-watch", "mine", "uc-2.1-setpoint")
          .doesNotContain("station-1.6-observe", "uc-2.7-envelope");
      assertThat(gateway.deployment().path("routes").has("use-cases/uc-2.7-envelope.yaml"))
          .isFalse();
      files.edit(OCPP_16, "id: station-1.6-watch", "id: station-1.6-observe");
      assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
      assertThat(gateway.routeIds()).doesNotHaveDuplicates().doesNotContain("station-1.6-watch");
      assertThat(csms.received().stream().filter(each -> each.action().equals("BootNotification")))
          .as("the station has connected once")
          .hasSize(1);
      assertThat(gateway.bean(OcppLinks.class).connected()).isEqualTo(1);
    }
  }

  @Test
  void a_bad_edit_changes_nothing_and_is_answered_with_its_place() throws Exception {
    String before = gateway.deployment().path("version").asText();
    List<String> routes = gateway.routeIds();
    files.edit(SETPOINT, "routeConfigurationId: command", "routeConfigurationId: comand");
    files.edit("routes/stations/links.yaml", "      steps:", "      stepps:");
    files.edit("mappings/ocpp-1.6/MeterValues.yaml", "rows:", "rows:\n  - {from: x, to: y}");
    JsonNode answer = gateway.reload(422);
    assertThat(answer.path("outcome").asText()).isEqualTo("refused");
    List<String> texts = new ArrayList<>();
    answer.path("findings").forEach(finding -> texts.add(finding.path("text").asText()));
    assertThat(texts)
        .contains(
            "routes/stations/links.yaml:9:7: the key 'stepps' is not known here; did you mean"
                + " 'steps'?",
            SETPOINT + ":7:27: there is no routeConfiguration 'comand'; did you mean 'command'?")
        .anyMatch(text -> text.startsWith("mappings/ocpp-1.6/MeterValues.yaml:"));
    assertThat(gateway.deployment().path("version").asText()).isEqualTo(before);
    assertThat(gateway.routeIds()).isEqualTo(routes);
    assertThat(gateway.health("deployment").path("status").asText()).isEqualTo("DOWN");
    assertThat(gateway.health("deployment").toString()).contains("stepps");
    assertThat(gateway.health("routes").path("status").asText()).isEqualTo("UP");
    assertThat(gateway.management("/health/readiness").statusCode()).isEqualTo(200);
    assertThat(gateway.management("/metrics").body())
        .contains("sluice_deployment_reloads_total{outcome=\"refused\"} 1.0")
        .contains("sluice_deployment_refused 1.0");
  }

  @Test
  void a_route_that_is_well_written_and_does_not_start_leaves_all_as_it_was() throws Exception {
    String before = gateway.deployment().path("version").asText();
    List<String> routes = gateway.routeIds();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      files.edit(SETPOINT, "id: uc-2.1-setpoint", "id: uc-2.1-other");
      files.write(
          "routes/facades/taken.yaml",
          """
          - route:
              id: taken
              from:
                uri: netty-http:http://127.0.0.1:%d/x
                parameters: {muteException: true, needClientAuth: true}
                steps:
                  - process: {ref: foIdentity}
          """
              .formatted(taken.getLocalPort()));
      JsonNode answer = gateway.reload(422);
      assertThat(answer.path("outcome").asText()).isEqualTo("rolled_back");
      assertThat(answer.at("/findings/0/text").asText())
          .startsWith("routes/facades/taken.yaml:")
          .contains("Address already in use");
    }
    assertThat(gateway.deployment().path("version").asText()).isEqualTo(before);
    assertThat(gateway.routeIds()).containsExactlyInAnyOrderElementsOf(routes);
    assertThat(gateway.operator().stations().status()).isEqualTo(200);
    assertThat(gateway.reload(200).path("outcome").asText())
        .as("the port is free now")
        .isEqualTo("deployed");
    assertThat(gateway.routeIds())
        .contains("taken", "uc-2.1-other")
        .doesNotContain("uc-2.1-setpoint");
  }

  @Test
  void a_shared_file_takes_all_routes_with_it_and_the_fo_port_answers_again() throws Exception {
    files.edit(
        "routes/_shared/errors.yaml", "handled:", "redeliveryPolicyRef: mine\n          handled:");
    assertThat(gateway.reload(422).path("outcome").asText()).isIn("refused", "rolled_back");
    assertThat(gateway.operator().stations().status()).isEqualTo(200);
    files.write(
        "routes/_shared/errors.yaml",
        Files.readString(Path.of("routes/_shared/errors.yaml")) + "\n# read\n");
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
    assertThat(gateway.operator().stations().status()).isEqualTo(200);
    assertThat(gateway.routeIds())
        .contains("fo-http", "station-1.6-observe")
        .doesNotHaveDuplicates();
  }

  @Test
  void a_gateway_that_began_with_a_broken_file_takes_it_when_it_is_put_right() throws Exception {
    gateway.close();
    files.edit(SETPOINT, "steps:", "stepps:");
    gateway = gateway("--sluice.reload.watch=false");
    assertThat(gateway.health("routes").path("status").asText()).isEqualTo("DOWN");
    assertThat(gateway.routeIds()).doesNotContain("uc-2.1-setpoint");
    files.edit(SETPOINT, "stepps:", "steps:");
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
    assertThat(gateway.health("routes").path("status").asText()).isEqualTo("UP");
    assertThat(gateway.routeIds()).contains("uc-2.1-setpoint");
  }

  @Test
  void reloads_that_are_asked_for_at_once_come_one_after_another() throws Exception {
    List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    files.edit(SETPOINT, "id: uc-2.1-setpoint", "id: uc-2.1-other");
    for (int i = 0; i < 4; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return gateway.reload(200);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    List<String> outcomes = new ArrayList<>();
    for (CompletableFuture<JsonNode> answer : answers) {
      outcomes.add(answer.get().path("outcome").asText());
    }
    assertThat(outcomes)
        .containsExactlyInAnyOrder("deployed", "unchanged", "unchanged", "unchanged");
    assertThat(gateway.routeIds()).contains("uc-2.1-other").doesNotHaveDuplicates();
  }

  @Test
  void a_watched_folder_comes_in_force_when_an_editor_has_written() throws Exception {
    gateway.close();
    gateway = gateway("--sluice.reload.every=100ms");
    files.edit(SETPOINT, "id: uc-2.1-setpoint", "id: uc-2.1-other");
    await().atMost(PATIENCE).until(() -> gateway.routeIds().contains("uc-2.1-other"));
    files.edit(SETPOINT, "steps:", "stepps:");
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.health("deployment").toString().contains("stepps"));
    files.edit(SETPOINT, "stepps:", "steps:");
    files.rename(SETPOINT, "routes/use-cases/renamed.yaml");
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.deployment().path("routes").has("use-cases/renamed.yaml"));
    assertThat(gateway.routeIds()).contains("uc-2.1-other").doesNotHaveDuplicates();
    assertThat(gateway.health("deployment").path("status").asText()).isEqualTo("UP");
  }
}

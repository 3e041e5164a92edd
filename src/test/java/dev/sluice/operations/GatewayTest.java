package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.ElectricVehicle;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FsrRequest;
import dev.sluice.simulator.MeterHabit;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway as an integrator starts it, with the files of this repository. */
@SuppressWarnings("NullAway.Init")
class GatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static SimulatedCsms csms;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    csms = SimulatedCsms.start(CsmsSettings.defaults());
    gateway = new RunningGateway(folder, "--sluice.csms.url=" + csms.url() + "/{id}");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    csms.close();
  }

  @Test
  void an_operator_limits_stations_of_all_versions_and_reads_what_they_draw() throws Exception {
    List<SimulatedStation> stations = new ArrayList<>();
    try {
      for (Subprotocol protocol : Subprotocol.values()) {
        stations.add(charging("limit-" + protocol.name(), protocol));
      }
      FlexibilityOperator operator = gateway.operator();
      List<String> ids = stations.stream().map(station -> station.settings().id()).toList();
      await().atMost(PATIENCE).until(() -> ready(ids));

      JsonNode answer =
          operator
              .request(
                  "limit-1",
                  FsrRequest.envelope(
                      FsrRequest.stations(ids), 15_000, Instant.now(), Duration.ofMinutes(5)))
              .required();
      assertThat(answer.at("/response/outcome").asText()).isEqualTo("ACCEPTED");
      await()
          .atMost(PATIENCE)
          .until(() -> stations.stream().mapToDouble(s -> s.reading().powerW()).sum() <= 15_000);
      assertThat(gateway.management("/metrics").body()).contains("sluice_fsr_open 1.0");

      HttpResponse<String> released =
          gateway.post("/admin/release-all", "application/json", "{\"reason\":\"drill\"}");
      assertThat(released.statusCode()).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .until(() -> operator.fsr("limit-1").required().path("reason").asText().equals("drill"));
      await()
          .atMost(PATIENCE)
          .until(() -> stations.stream().mapToDouble(s -> s.reading().powerW()).sum() > 20_000);
      assertThat(csms.strayAnswers()).isZero();
    } finally {
      stations.forEach(SimulatedStation::close);
    }
  }

  private static boolean ready(List<String> ids) throws Exception {
    long ready = 0;
    for (JsonNode station : JSON.readTree(gateway.management("/admin/stations").body())) {
      boolean charging = station.at("/evses/0/powerW").asLong() > 5_000;
      boolean mine = ids.contains(station.path("stationId").asText());
      ready += mine && charging && station.path("injectable").asBoolean() ? 1 : 0;
    }
    return ready == ids.size();
  }

  private static SimulatedStation charging(String id, Subprotocol protocol) throws Exception {
    SimulatedStation station =
        SimulatedStation.start(
            StationSettings.of(id, protocol, gateway.stations())
                .withMeter(Duration.ofSeconds(1), MeterHabit.TOTAL_IN_WATTS));
    await().atMost(PATIENCE).until(station::accepted);
    station.plugIn(1, new ElectricVehicle(80_000, 0.2, 3, 32, 50_000), "tag").get();
    return station;
  }

  @Test
  void health_of_a_gateway_in_order_is_up_and_names_every_file() throws Exception {
    JsonNode health = gateway.health("");
    assertThat(health.path("status").asText()).as(health.toPrettyString()).isEqualTo("UP");
    assertThat(health.at("/components/routes/details/files/fcsbe~1http.yaml").asText())
        .isEqualTo("loaded");
    assertThat(health.at("/components/mappings/details/files/ocpp-1.6").asText())
        .contains("tables in force");
    assertThat(gateway.management("/health/readiness").statusCode()).isEqualTo(200);
    assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void health_answers_request_after_request() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertThat(gateway.management("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metrics_are_those_of_links_core_and_jvm() throws Exception {
    assertThat(gateway.management("/metrics").body())
        .contains("sluice_link_relayed_up_total", "sluice_inject_mode", "jvm_memory_used_bytes");
  }

  @Test
  void the_inject_mode_is_changed_for_all_and_for_groups() throws Exception {
    try {
      assertThat(
              gateway
                  .post(
                      "/admin/inject",
                      "application/json",
                      "{\"mode\":\"off\",\"stations\":\"north-*\"}")
                  .body())
          .contains("\"stations\":\"north-*\",\"mode\":\"off\"", "\"mode\":\"on\"");
      assertThat(gateway.post("/admin/inject", "application/json", "{\"mode\":\"loud\"}"))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(422));
    } finally {
      assertThat(gateway.post("/admin/inject", "application/json", "{\"mode\":\"on\"}").body())
          .contains("\"groups\":[]");
    }
  }

  @Test
  void a_web_page_cannot_throw_the_switches() throws Exception {
    assertThat(gateway.post("/admin/release-all", "text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(
            gateway
                .post("/admin/inject", "application/x-www-form-urlencoded", "mode=off")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void nothing_else_is_served_at_the_management_port() throws Exception {
    for (String path : List.of("/", "/actuator", "/env", "/beans", "/heapdump", "/loggers")) {
      assertThat(gateway.management(path).statusCode()).as(path).isEqualTo(404);
    }
  }
}

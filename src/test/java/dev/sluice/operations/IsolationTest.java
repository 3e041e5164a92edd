package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FoAnswer;
import dev.sluice.simulator.FsrRequest;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inserted box must never be the reason that charging stops. */
@SuppressWarnings("NullAway.Init")
class IsolationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So small that the tables fit and little else. */
  private static final String FULL = "--sluice.store.largest=200KB";

  @TempDir Path folder;
  private SimulatedCsms csms;

  @BeforeEach
  void csms() {
    csms = SimulatedCsms.start(CsmsSettings.defaults());
  }

  @AfterEach
  void end() {
    csms.close();
  }

  private RunningGateway gateway(String... more) {
    String[] all =
        Stream.concat(Stream.of("--sluice.csms.url=" + csms.url() + "/{id}"), Stream.of(more))
            .toArray(String[]::new);
    return new RunningGateway(folder, all);
  }

  /** Stations of all versions boot through the gateway, and calls pass both ways. */
  private void relayWorks(RunningGateway gateway) throws Exception {
    for (Subprotocol protocol : Subprotocol.values()) {
      String id = "relay-" + protocol.name();
      try (SimulatedStation station =
          SimulatedStation.start(StationSettings.of(id, protocol, gateway.stations()))) {
        await().atMost(PATIENCE).until(station::accepted);
        for (int i = 0; i < 50; i++) {
          JsonNode answer = station.call("Heartbeat", JsonNodeFactory.instance.objectNode()).get();
          assertThat(answer.path("currentTime").asText()).isNotEmpty();
        }
        assertThat(station.strayAnswers()).isZero();
      }
    }
    assertThat(csms.strayAnswers()).isZero();
  }

  private Path brokenRoutes() throws IOException {
    Path broken = folder.resolve("broken-routes");
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        Path copy = broken.resolve(Path.of("routes").relativize(file));
        Files.createDirectories(copy.resolveSibling("."));
        Files.writeString(
            copy,
            Files.readString(file).replaceFirst("(?m)^( *)(steps|onException):", "$1stepps:"));
      }
    }
    return broken;
  }

  @Test
  void the_relay_goes_on_with_every_route_file_broken() throws Exception {
    try (RunningGateway gateway = gateway("--sluice.routes=" + brokenRoutes())) {
      relayWorks(gateway);
      routesAreFound(gateway);
    }
  }

  private void routesAreFound(RunningGateway gateway) throws Exception {
    assertThat(gateway.health("routes").path("status").asText()).isEqualTo("DOWN");
    List<String> files = new java.util.ArrayList<>();
    gateway.health("routes").at("/details/what").forEach(what -> files.add(what.asText()));
    assertThat(files)
        .filteredOn(what -> what.matches("routes/.*\\.yaml:\\d+:\\d+: the key 'stepps' is .*"))
        .hasSize((int) yamlFiles());
    assertThat(gateway.health("foPort").toString()).contains("no route listens on");
    assertThat(gateway.management("/health/readiness").statusCode()).isEqualTo(200);
  }

  private static long yamlFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(path -> path.toString().endsWith(".yaml")).count();
    }
  }

  @Test
  void a_broken_route_file_takes_no_other_with_it() throws Exception {
    Path routes = folder.resolve("routes");
    org.springframework.util.FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    Files.writeString(routes.resolve("use-cases/uc-9.9-new.yaml"), "- route:\n    from: [\n");
    try (RunningGateway gateway = gateway("--sluice.routes=" + routes)) {
      assertThat(gateway.health("routes").at("/details/what").toString())
          .contains("use-cases/uc-9.9-new.yaml");
      assertThat(gateway.health("routes").at("/details/files/fcsbe~1http.yaml").asText())
          .isEqualTo("loaded");
      assertThat(gateway.operator().stations().status()).isEqualTo(200);
    }
  }

  @Test
  void a_broken_table_takes_no_other_with_it() throws Exception {
    Path mappings = folder.resolve("mappings");
    org.springframework.util.FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    Path table = mappings.resolve("ocpp-1.6/MeterValues.yaml");
    Files.writeString(table, Files.readString(table) + "\nnonsense: true\n");
    try (RunningGateway gateway = gateway("--sluice.mappings=" + mappings)) {
      relayWorks(gateway);
      assertThat(gateway.health("mappings").path("status").asText()).isEqualTo("DOWN");
      assertThat(gateway.health("mappings").at("/details/what").toString())
          .contains("ocpp-1.6/MeterValues.yaml:")
          .contains("nonsense");
      assertThat(gateway.operator().stations().status()).isEqualTo(200);
    }
  }

  @Test
  void the_relay_goes_on_with_the_database_full() throws Exception {
    try (RunningGateway gateway = gateway(FULL)) {
      fill(gateway);
      relayWorks(gateway);
      assertThat(gateway.health("store").path("status").asText()).isEqualTo("DOWN");
      assertThat(gateway.health("store").toString()).contains("full").contains("the relay goes on");
      assertThat(gateway.management("/health/readiness").statusCode()).isEqualTo(200);
    }
  }

  /** Until a request is refused because it cannot be made durable. */
  private void fill(RunningGateway gateway) throws Exception {
    try (SimulatedStation station =
        SimulatedStation.start(
            StationSettings.of("fill", Subprotocol.OCPP16, gateway.stations()))) {
      FlexibilityOperator operator = gateway.operator();
      await().atMost(PATIENCE).until(() -> operator.station("fill").status() == 200);
      int status = 0;
      for (int i = 0; i < 500 && status != 503; i++) {
        FoAnswer answer =
            operator.request(
                "fill-" + i,
                FsrRequest.envelope(
                    FsrRequest.stations(List.of("fill")),
                    10_000,
                    Instant.now().plusSeconds(3_600),
                    Duration.ofHours(1)));
        status = answer.status();
      }
      assertThat(status).isEqualTo(503);
    }
  }

  @Test
  void the_relay_goes_on_with_all_of_it_at_once() throws Exception {
    try (RunningGateway gateway = gateway(FULL)) {
      fill(gateway);
    }
    try (RunningGateway gateway =
        gateway(FULL, "--sluice.routes=" + brokenRoutes(), "--sluice.mappings=" + emptyFolder())) {
      relayWorks(gateway);
      routesAreFound(gateway);
      assertThat(gateway.health("mappings").path("status").asText()).isEqualTo("DOWN");
      assertThat(gateway.health("store").path("status").asText()).isEqualTo("DOWN");
    }
  }

  private Path emptyFolder() throws IOException {
    return Files.createDirectories(folder.resolve("nothing"));
  }
}

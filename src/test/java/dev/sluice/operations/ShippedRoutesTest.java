package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.model.StationView;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.Reload;
import dev.sluice.operations.deploy.Reload.Outcome;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each shipped route file is load-bearing: without it the gateway does something else. */
@SuppressWarnings("NullAway.Init")
class ShippedRoutesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private SimulatedCsms csms;
  private IntegratorFiles files;
  private RunningGateway gateway;
  private int stations;

  /** What is different without a file; each answers whether it is as with the file. */
  private interface Effect {
    boolean there() throws Exception;
  }

  private Map<String, Effect> effects() {
    return Map.of(
        "_shared/errors.yaml", () -> refused("_shared/errors.yaml", "observation"),
        "_shared/fcsbe.yaml", () -> refused("_shared/fcsbe.yaml", "fo-problems"),
        "fcsbe/http.yaml", this::foPortAnswers,
        "stations/links.yaml", () -> station(Subprotocol.OCPP16, false).injectable(),
        "stations/ocpp-1.6.yaml", () -> known(Subprotocol.OCPP16),
        "stations/ocpp-2.0.1.yaml", () -> known(Subprotocol.OCPP201),
        "stations/ocpp-2.1.yaml", () -> known(Subprotocol.OCPP21),
        "use-cases/uc-2.1-setpoint.yaml", () -> carried("2.1"),
        "use-cases/uc-2.7-envelope.yaml", () -> carried("2.7"));
  }

  @Test
  void without_a_file_the_gateway_does_something_else() throws Exception {
    csms = SimulatedCsms.start(CsmsSettings.defaults());
    files = IntegratorFiles.copy(folder);
    gateway =
        new RunningGateway(
            folder,
            files.properties(
                "--sluice.csms.url=" + csms.url() + "/{id}",
                "--sluice.reload.watch=false",
                "--sluice.reload.settle=20ms"));
    try {
      assertThat(effects()).containsOnlyKeys(shipped());
      for (var effect : effects().entrySet()) {
        String file = "routes/" + effect.getKey();
        assertThat(effect.getValue().there()).as("with " + file).isTrue();
        if (!effect.getKey().startsWith("_shared")) {
          String text = files.read(file);
          files.delete(file);
          deployed();
          assertThat(effect.getValue().there()).as("without " + file).isFalse();
          files.write(file, text);
          deployed();
        }
      }
    } finally {
      gateway.close();
      csms.close();
    }
  }

  private static String[] shipped() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("routes"))) {
      return walk.filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> Path.of("routes").relativize(file).toString())
          .toArray(String[]::new);
    }
  }

  private void deployed() {
    Reload reload = gateway.bean(Deployer.class).reload();
    assertThat(reload.outcome()).as(reload.toString()).isEqualTo(Outcome.DEPLOYED);
  }

  /** A shared file that others name cannot be taken away. */
  private boolean refused(String file, String configuration) throws IOException {
    String text = files.read("routes/" + file);
    files.delete("routes/" + file);
    Reload reload = gateway.bean(Deployer.class).reload();
    files.write("routes/" + file, text);
    return reload.outcome() == Outcome.REFUSED
        && reload.findings().toString().contains("no routeConfiguration '" + configuration);
  }

  private boolean foPortAnswers() throws Exception {
    try {
      return gateway.operator().stations().status() == 200;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** What the gateway knows of a station some time after it was accepted. */
  private StationView station(Subprotocol protocol, boolean heard) throws Exception {
    ResourceBook book = gateway.bean(ResourceBook.class);
    String id = "S" + ++stations;
    String last = "last-" + stations;
    try (SimulatedStation station =
            SimulatedStation.start(StationSettings.of(id, protocol, gateway.stations()));
        // One that all routes know of, and that came later: what was to be known is known then.
        SimulatedStation later =
            SimulatedStation.start(
                StationSettings.of(
                    last,
                    protocol == Subprotocol.OCPP16 && heard
                        ? Subprotocol.OCPP21
                        : Subprotocol.OCPP16,
                    gateway.stations()))) {
      await().atMost(PATIENCE).until(() -> station.accepted() && later.accepted());
      await()
          .atMost(PATIENCE)
          .until(() -> book.stations().stream().anyMatch(view -> isHeard(view, last)));
      return book.stations().stream()
          .filter(view -> view.stationId().equals(id))
          .findFirst()
          .orElse(new StationView(id, "", "", "", false, false, List.of()));
    }
  }

  private static boolean isHeard(StationView view, String id) {
    return view.stationId().equals(id) && !view.vendor().isEmpty();
  }

  private boolean known(Subprotocol protocol) throws Exception {
    return !station(protocol, true).vendor().isEmpty();
  }

  /** Whether a route takes the command of a use case to its station, which is not there. */
  private boolean carried(String useCase) throws Exception {
    CommandBoard board = gateway.bean(CommandBoard.class);
    CompletableFuture<CommandResult> end = new CompletableFuture<>();
    board.onEnd((command, result) -> end.complete(result));
    board.submit(
        new Command(
            "c" + useCase,
            "fsr",
            useCase,
            Command.Kind.APPLY,
            "nobody",
            "ocpp1.6",
            5_000,
            3,
            230,
            Instant.now(),
            Instant.now().plusSeconds(600),
            1));
    return !end.get(60, TimeUnit.SECONDS).detail().contains("no route begins with");
  }
}

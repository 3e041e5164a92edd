package dev.sluice.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.FsrState;
import dev.sluice.flexibility.Participation;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.SimulatedStation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of this house between real sockets and the real core. */
class SpineTest {
  private static final Path ROUTES = Path.of("routes");
  private static final double STATION_W = 22_080;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  private static Fsr envelope(long powerW, List<String> stations) {
    Instant now = Instant.now();
    return new Fsr(
        "fo",
        "e",
        1,
        Fsr.ServiceClass.ENVELOPE,
        null,
        stations,
        now,
        now.plusSeconds(600),
        powerW,
        null,
        false);
  }

  private static FsrRecord fsr(Spine spine) {
    return spine.engine.find("fo", "e").orElseThrow();
  }

  private static Participation part(Spine spine) {
    return fsr(spine).participations().get(0);
  }

  private static void eventually(Callable<Boolean> what) {
    await().atMost(Duration.ofSeconds(40)).until(what);
  }

  private static boolean injectable(Spine spine, String id) {
    return spine.book.station(id).map(station -> station.injectable()).orElse(false);
  }

  private Path copyOfRoutes() throws Exception {
    Path copy = temp.resolve("routes");
    for (Path file : Spine.files(ROUTES)) {
      Path to = copy.resolve(ROUTES.relativize(file));
      Files.createDirectories(Objects.requireNonNull(to.getParent()));
      Files.copy(file, to);
    }
    return copy;
  }

  @Test
  void anFsrLimitsStationsOfThreeVersionsAndReleasesThem() throws Exception {
    try (Spine spine = new Spine(temp.resolve("data"), ROUTES)) {
      spine.station("a", Subprotocol.OCPP16);
      spine.station("b", Subprotocol.OCPP201);
      spine.station("c", Subprotocol.OCPP21);
      for (String id : List.of("a", "b", "c")) {
        eventually(() -> injectable(spine, id) && spine.book.rateUnit(id).isPresent());
        eventually(() -> !spine.book.station(id).orElseThrow().vendor().isEmpty());
        eventually(
            () -> {
              Long powerW = spine.book.station(id).orElseThrow().evses().get(0).powerW();
              return powerW != null && powerW > 15_000;
            });
      }
      spine.engine.request(envelope(24_000, List.of("a", "b", "c")), "hash");
      eventually(
          () ->
              fsr(spine).participations().stream()
                  .allMatch(p -> p.state() == Participation.State.DELIVERING));
      for (Participation part : fsr(spine).participations()) {
        SimulatedStation station = spine.station(part.stationId());
        assertThat(part.allocatedW()).isBetween(7_900L, 8_100L);
        eventually(() -> station.reading().limitW() <= part.allocatedW() + 1);
        eventually(() -> station.reading().powerW() <= part.allocatedW() + 1);
        eventually(
            () -> {
              Long powerW =
                  spine.book.station(part.stationId()).orElseThrow().evses().get(0).powerW();
              return powerW != null && powerW <= part.allocatedW() + 1;
            });
      }
      assertThat(spine.csms.received("a", "SetChargingProfile")).isEmpty();
      spine.engine.cancel("fo", "e");
      eventually(() -> fsr(spine).state() == FsrState.CANCELLED);
      for (SimulatedStation station : spine.stations) {
        eventually(() -> station.reading().limitW() >= STATION_W);
      }
      assertThat(spine.stations).allMatch(station -> station.strayAnswers() == 0);
      assertThat(spine.csms.strayAnswers()).isZero();
    }
  }

  @Test
  void withoutTheCallStepNothingIsSentAndTheParticipationSaysSo() throws Exception {
    Path routes = copyOfRoutes();
    Path file = routes.resolve("use-cases/uc-2.7-envelope.yaml");
    String text = Files.readString(file);
    int from = text.indexOf("                - to:", text.indexOf("otherwise:"));
    int until = text.indexOf("                # Confirmed or refused", from);
    assertThat(text.substring(from, until)).contains("ocpp:call");
    Files.writeString(file, text.substring(0, from) + text.substring(until));
    try (Spine spine = new Spine(temp.resolve("data"), routes)) {
      SimulatedStation station = spine.station("a", Subprotocol.OCPP16);
      eventually(() -> injectable(spine, "a") && spine.book.rateUnit("a").isPresent());
      long injected = spine.links.counters().get(Count.INJECTED);
      spine.engine.request(envelope(8_000, List.of("a")), "hash");
      eventually(() -> part(spine).state() == Participation.State.FAILED);
      CommandResult end = Objects.requireNonNull(spine.ends.get("a APPLY"));
      assertThat(end.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
      assertThat(end.detail()).contains("SetChargingProfileResponse.yaml");
      assertThat(spine.links.counters().get(Count.INJECTED)).isEqualTo(injected);
      assertThat(station.reading().limitW()).isGreaterThanOrEqualTo(STATION_W);
    }
  }

  @Test
  void withoutTheFileTheCommandIsRefusedAndTheMissingRouteNamed() throws Exception {
    Path routes = copyOfRoutes();
    Files.delete(routes.resolve("use-cases/uc-2.7-envelope.yaml"));
    try (Spine spine = new Spine(temp.resolve("data"), routes)) {
      spine.station("a", Subprotocol.OCPP21);
      eventually(() -> injectable(spine, "a"));
      spine.engine.request(envelope(8_000, List.of("a")), "hash");
      eventually(() -> part(spine).state() == Participation.State.FAILED);
      CommandResult end = Objects.requireNonNull(spine.ends.get("a APPLY"));
      assertThat(end.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
      assertThat(end.detail()).contains("flexibility:commands?useCase=2.7", "uc-2.7-");
    }
  }

  @Test
  void stoppingAndStartingEveryRouteDropsNoStationAndMissesNoneThatWent() throws Exception {
    try (Spine spine = new Spine(temp.resolve("data"), ROUTES)) {
      spine.station("a", Subprotocol.OCPP16);
      SimulatedStation gone = spine.station("b", Subprotocol.OCPP201);
      eventually(() -> injectable(spine, "a") && injectable(spine, "b"));
      List<String> ids = spine.context.getRoutes().stream().map(Route::getRouteId).toList();
      assertThat(ids).hasSize(9);
      for (String id : ids) {
        spine.context.getRouteController().stopRoute(id);
      }
      gone.close();
      eventually(() -> spine.links.connected() == 1);
      assertThat(injectable(spine, "b")).isTrue();
      for (String id : ids) {
        spine.context.getRouteController().startRoute(id);
      }
      eventually(() -> !injectable(spine, "b"));
      spine.engine.request(envelope(8_000, List.of("a")), "hash");
      eventually(() -> part(spine).state() == Participation.State.DELIVERING);
      assertThat(spine.links.counters().get(Count.LINKS_OPENED)).isEqualTo(2);
      assertThat(spine.links.counters().get(Count.LINKS_CLOSED)).isEqualTo(1);
    }
  }
}

package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.BackOff;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.ElectricVehicle;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FoAnswer;
import dev.sluice.simulator.FsrRequest;
import dev.sluice.simulator.NotificationFeed;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's process is killed while FSRs run, again and again. */
class PowerCutTest {
  private static final List<String> TERMINAL =
      List.of("COMPLETED", "ABORTED", "FAILED", "CANCELLED", "REJECTED");

  /** Participations that are where they should be while the window is open. */
  private static final List<String> SETTLED =
      List.of("DELIVERING", "LIMITED", "NOT_ELIGIBLE", "DONE", "LEFT");

  private static final int STATIONS = 9;
  private static final double RATED_W = 22_000;

  private final Random random = new Random(20_261_125);
  private final SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
  private final List<SimulatedStation> stations = new ArrayList<>();
  private final Map<String, Instant> acknowledged = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private GatewayProcess gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway =
        new GatewayProcess(
            folder, "--sluice.csms.url=ws://127.0.0.1:" + csms.port() + "/ocpp/{id}");
    gateway.start();
    for (int i = 0; i < STATIONS; i++) {
      Subprotocol protocol = Subprotocol.values()[i % 3];
      SimulatedStation station =
          SimulatedStation.start(
              StationSettings.of("S" + i, protocol, gateway.stations())
                  .withBackOff(new BackOff(Duration.ofMillis(500), Duration.ofMillis(500), 1)));
      stations.add(station);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> connected() == STATIONS);
    for (SimulatedStation station : stations) {
      station.plugIn(1, new ElectricVehicle(80_000, 0.3, 3, 32, 5_000)).get(20, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void stop() throws Exception {
    stations.forEach(SimulatedStation::close);
    gateway.close();
    csms.close();
  }

  @Test
  void anAcknowledgedFsrSurvivesTwoKills() throws Exception {
    cut(2, 10);
  }

  @Test
  @Tag("long")
  void oneHundredFsrsSurviveTwentyKills() throws Exception {
    cut(20, 100);
  }

  private void cut(int kills, int fsrs) throws Exception {
    Thread operator = new Thread(() -> request(fsrs, kills), "flexibility-operator");
    operator.start();
    long slowest = 0;
    for (int kill = 0; kill < kills; kill++) {
      pause(1_000 + random.nextInt(6_000));
      gateway.kill();
      List<String> before = List.copyOf(acknowledged.keySet());
      gateway.start();
      long restarted = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(250))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(() -> assertThat(unsettled(before)).isEmpty());
      slowest = Math.max(slowest, System.nanoTime() - restarted);
    }
    operator.join(Duration.ofMinutes(5).toMillis());
    assertThat(operator.isAlive()).isFalse();
    ended.countDown();

    assertThat(acknowledged).hasSizeGreaterThan(fsrs / 3);
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              for (String id : acknowledged.keySet()) {
                assertThat(state(id)).as(id).isIn(TERMINAL);
              }
            });
    assertThat(stations).allMatch(station -> station.reading().limitW() >= RATED_W);
    lifeCycles().forEach((id, states) -> assertThat(states).as(id).satisfies(this::runOnce));
    assertThat(csms.strayAnswers()).isZero();
    System.out.printf(
        "power cuts: %d kills, %d of %d FSRs acknowledged and ended, slowest settling %.1f s%n",
        kills, acknowledged.size(), fsrs, slowest / 1e9);
  }

  /** Requests with ids of the FO's own: what got no answer is asked again, unchanged. */
  private void request(int fsrs, int kills) {
    long pace = Math.max(300, kills * 9_000L / fsrs);
    for (int i = 0; i < fsrs; i++) {
      List<String> targets = new ArrayList<>();
      IntStream.range(0, 1 + random.nextInt(3))
          .forEach(n -> targets.add("S" + random.nextInt(STATIONS)));
      List<String> distinct = targets.stream().distinct().toList();
      Instant start = Instant.now().plusSeconds(random.nextInt(4));
      Duration length = Duration.ofSeconds(10 + random.nextInt(25));
      long watts = 5_000L + random.nextInt(15_000);
      FsrRequest fsr =
          random.nextBoolean()
              ? FsrRequest.envelope(FsrRequest.stations(distinct), watts, start, length)
              : FsrRequest.setpoint(FsrRequest.stations(distinct), watts, start, length);
      put("fsr-" + i, fsr);
      pause(pace);
    }
  }

  private void put(String id, FsrRequest fsr) {
    while (Instant.now().isBefore(fsr.end())) {
      try {
        FoAnswer answer = gateway.operator().request(id, fsr);
        if (answer.ok()) {
          acknowledged.put(id, fsr.end());
        }
        if (answer.status() < 500) {
          return;
        }
      } catch (IOException e) {
        pause(200);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<String> unsettled(List<String> ids)
      throws IOException, InterruptedException, GeneralSecurityException {
    FlexibilityOperator operator = gateway.operator();
    List<String> unsettled = new ArrayList<>();
    for (String id : ids) {
      String state = operator.fsr(id).required().path("state").asText();
      boolean open = Instant.now().isBefore(acknowledged.get(id));
      if (TERMINAL.contains(state) || (open && !state.equals("ACTIVE"))) {
        continue;
      }
      for (JsonNode part : participations(operator, id)) {
        if (!open || !SETTLED.contains(part.path("state").asText())) {
          unsettled.add(id + " " + state + " " + part);
        }
      }
    }
    return unsettled;
  }

  private static List<JsonNode> participations(FlexibilityOperator operator, String id)
      throws IOException, InterruptedException {
    List<JsonNode> parts = new ArrayList<>();
    operator.participations(id).required().path("participations").forEach(parts::add);
    return parts;
  }

  private String state(String id) throws Exception {
    return gateway.operator().fsr(id).required().path("state").asText();
  }

  /** The states of each FSR in the order in which they were told. */
  private Map<String, List<String>> lifeCycles() throws Exception {
    Map<String, List<String>> states = new ConcurrentHashMap<>();
    NotificationFeed feed = gateway.operator().feed(0);
    for (List<JsonNode> page = feed.next(Duration.ZERO);
        !page.isEmpty();
        page = feed.next(Duration.ZERO)) {
      for (JsonNode told : page) {
        if (told.path("type").asText().equals("FSR_STATE")) {
          states
              .computeIfAbsent(told.path("fsrId").asText(), id -> new ArrayList<>())
              .add(told.path("state").asText());
        }
      }
    }
    return states;
  }

  private void runOnce(List<? extends String> states) {
    assertThat(states).filteredOn("ACTIVE"::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(states).filteredOn(TERMINAL::contains).hasSize(1);
    assertThat(states.get(states.size() - 1)).isIn(TERMINAL);
  }

  private long connected() {
    return stations.stream().filter(SimulatedStation::accepted).count();
  }

  /** The moment of the next event is the test's input, not a wait for something. */
  private void pause(long millis) {
    try {
      boolean over = ended.await(millis, TimeUnit.MILLISECONDS);
      assertThat(over).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

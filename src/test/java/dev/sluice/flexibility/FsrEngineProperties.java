package dev.sluice.flexibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds whatever FOs, stations, cars and links do, in whatever order. */
class FsrEngineProperties {
  private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
  private static final List<String> STATIONS = List.of("a", "b", "c", "d", "e");

  /** A limit as the station has it. */
  private record Held(String fsrId, long limitW, Instant until) {}

  /** One random life of a gateway with five stations that obey, refuse, or keep silent. */
  private static final class World {
    final Random random;
    final MovingClock clock = new MovingClock();
    final MemoryStore store = new MemoryStore();
    final ResourceBook book = new ResourceBook();
    final Deque<Command> sent = new ArrayDeque<>();
    final Map<String, Held> held = new HashMap<>();
    final Set<String> up = new HashSet<>(STATIONS);
    FsrEngine engine;
    int fsrs;

    World(long seed) {
      random = new Random(seed);
      for (String id : STATIONS) {
        book.connected(id, random.nextBoolean() ? "ocpp1.6" : "ocpp2.0.1");
        book.injectable(id);
      }
      engine = started();
    }

    FsrEngine started() {
      FsrEngine made = new FsrEngine(store, book, sent::add, clock, EngineSettings.defaults());
      made.start();
      return made;
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0, 1 -> request();
        case 2 -> charging();
        case 3 -> link();
        case 4 -> cancel();
        case 5, 6 -> pass(1 + random.nextInt(40));
        default -> answer();
      }
      engine.tick();
    }

    private void request() {
      boolean envelope = random.nextBoolean();
      List<String> targets = STATIONS.stream().filter(id -> random.nextInt(3) > 0).toList();
      if (targets.isEmpty()) {
        return;
      }
      try {
        engine.request(
            new Fsr(
                "fo",
                "f" + fsrs++,
                1,
                envelope ? Fsr.ServiceClass.ENVELOPE : Fsr.ServiceClass.SETPOINT,
                null,
                targets,
                clock.now.plusSeconds(random.nextInt(30)),
                clock.now.plusSeconds(60 + random.nextInt(900)),
                (long) random.nextInt(70_000),
                null,
                true),
            "h" + fsrs);
      } catch (Refusal refused) {
        assertThat(refused.code()).isIn("over-commitment", "not-capable");
      }
    }

    private void charging() {
      String id = STATIONS.get(random.nextInt(STATIONS.size()));
      book.observe(
          new Observation(
              id, null, null, 1, null, random.nextBoolean(), List.of(), null, null, null));
    }

    private void link() {
      String id = STATIONS.get(random.nextInt(STATIONS.size()));
      if (up.remove(id)) {
        book.disconnected(id);
        loseOpenCommands(id);
      } else {
        up.add(id);
        book.connected(id, "ocpp1.6");
        book.injectable(id);
      }
      engine.reachabilityChanged(id);
    }

    /** What was on its way when the link broke: perhaps it was obeyed, nobody knows. */
    private void loseOpenCommands(String id) {
      for (Command command : List.copyOf(sent)) {
        if (command.stationId().equals(id)) {
          sent.remove(command);
          if (random.nextBoolean()) {
            obey(command);
          }
          engine.commandEnded(command, new CommandResult(CommandResult.Outcome.UNKNOWN, ""));
        }
      }
    }

    private void cancel() {
      if (fsrs > 0) {
        String id = "f" + random.nextInt(fsrs);
        if (engine.find("fo", id).isPresent()) {
          engine.cancel("fo", id);
        }
      }
    }

    void pass(long seconds) {
      clock.now = clock.now.plusSeconds(seconds);
      engine.tick();
    }

    /** The oldest command meets its station; the answer comes, is lost, or was never given. */
    private void answer() {
      Command command = sent.poll();
      if (command == null) {
        return;
      }
      int fate = up.contains(command.stationId()) ? random.nextInt(8) : 8;
      if (fate < 6) {
        obey(command);
      }
      CommandResult.Outcome outcome =
          switch (fate) {
            case 0, 1, 2, 3, 4 -> CommandResult.Outcome.CONFIRMED;
            case 5, 6 -> CommandResult.Outcome.UNKNOWN;
            case 7 -> CommandResult.Outcome.REFUSED;
            default -> CommandResult.Outcome.UNREACHABLE;
          };
      engine.commandEnded(command, new CommandResult(outcome, ""));
    }

    private void obey(Command command) {
      if (command.kind() == Command.Kind.RELEASE) {
        held.remove(command.stationId());
      } else {
        held.put(
            command.stationId(), new Held(command.fsrId(), command.limitW(), command.validUntil()));
      }
    }

    /** A station was given more: together the FSR's stations must not have more than its value. */
    private void checkRaise(Command command) {
      FsrRecord fsr = engine.find("fo", command.fsrId()).orElseThrow();
      Long total = fsr.setpointW();
      long allowed =
          held.values().stream()
              .filter(limit -> limit.fsrId().equals(command.fsrId()))
              .filter(limit -> limit.until().isAfter(clock.now))
              .mapToLong(Held::limitW)
              .sum();
      assertThat(allowed).as("W after %s", command).isLessThanOrEqualTo(total == null ? 0 : total);
    }

    void check() {
      held.values().removeIf(limit -> !limit.until().isAfter(clock.now));
      Set<String> owned = new HashSet<>();
      for (FsrRecord fsr : store.open()) {
        if (fsr.request().serviceClass() == Fsr.ServiceClass.SETPOINT
            && fsr.state() == FsrState.ACTIVE) {
          fsr.participations().stream()
              .filter(part -> part.state() == Participation.State.DELIVERING)
              .forEach(part -> assertThat(owned.add(part.stationId())).as("one owner").isTrue());
        }
      }
      held.forEach(
          (station, limit) ->
              assertThat(knownUntil(station))
                  .as("durable end of what %s holds", station)
                  .isAfterOrEqualTo(limit.until()));
    }

    private Instant knownUntil(String station) {
      Instant latest = Instant.MIN;
      for (FsrRecord fsr : store.open()) {
        for (Participation part : fsr.participations()) {
          Instant until = part.installedUntil();
          if (part.stationId().equals(station) && until != null && until.isAfter(latest)) {
            latest = until;
          }
        }
      }
      return latest;
    }
  }

  @Property(tries = 400)
  void noStationIsGivenMoreWhileTheOthersStillHaveIt(@ForAll long seed) {
    World world = new World(seed);
    for (int i = 0; i < 120; i++) {
      world.step();
      world.check();
    }
  }

  @Property(tries = 200)
  void everyFsrEndsInOneTerminalStateAndLeavesNoLimitBehind(@ForAll long seed) {
    World world = new World(seed);
    for (int i = 0; i < 60; i++) {
      world.step();
    }
    for (int i = 0; i < 60; i++) {
      while (!world.sent.isEmpty()) {
        world.answer();
      }
      world.pass(30);
    }
    assertThat(world.store.open()).isEmpty();
    world.check();
    assertThat(world.held).isEmpty();
    Map<String, Long> ends = new HashMap<>();
    for (Notification told : world.store.log) {
      if (told.type().equals("FSR_STATE") && FsrState.valueOf(told.state()).terminal()) {
        ends.merge(told.fsrId(), 1L, Long::sum);
      }
    }
    assertThat(ends).hasSameSizeAs(world.store.records);
    assertThat(ends.values()).containsOnly(1L);
  }

  @Property(tries = 200)
  void aRestartForgetsNothingThatWasAcknowledged(@ForAll long seed) {
    World world = new World(seed);
    Set<String> acknowledged = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      world.step();
      world.store.records.keySet().forEach(key -> acknowledged.add(key.fsrId()));
      if (world.random.nextInt(10) == 0) {
        world.sent.clear();
        world.engine = world.started();
      }
    }
    for (int i = 0; i < 60; i++) {
      while (!world.sent.isEmpty()) {
        world.answer();
      }
      world.pass(30);
    }
    assertThat(acknowledged)
        .allMatch(id -> world.engine.find("fo", id).orElseThrow().state().terminal());
    world.check();
    assertThat(world.held).isEmpty();
  }

  private static final class MovingClock extends Clock {
    private Instant now = T0;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public String toString() {
      return now.minus(Duration.ofSeconds(T0.getEpochSecond())).toString();
    }
  }
}

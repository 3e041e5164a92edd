package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A charging station that dials a CSMS (or a gateway in front of one), boots, lets cars charge
 * within its profiles and reports it. Safe for use by any thread; its own work is confined to one.
 */
public final class SimulatedStation implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final StationSettings settings;
  private final ScheduledExecutorService thread;
  private final Clock clock = Clock.systemUTC();
  private final Random random;
  private final List<Evse> evses = new ArrayList<>();
  private final InstalledProfiles profiles;
  private final CallLane lane;
  private final Sessions sessions;
  private final Charging charging;
  private final IncomingCalls calls;
  private final StationLink link;
  private final StationVariables variables;
  private final Visitors visitors;
  private final Runnable atClose;

  private volatile StationReading reading;
  private volatile boolean closed;

  private long tickedAt = System.nanoTime();
  private @Nullable Future<?> ticks;
  private @Nullable Future<?> heartbeats;
  private @Nullable Future<?> meter;

  /** Starts a station with a thread of its own. */
  public static SimulatedStation start(StationSettings settings) {
    Timers timers = new Timers(1, "station-" + settings.id());
    return start(settings, timers.next(), Duration.ZERO, timers::close);
  }

  /** Starts a station that shares its thread with others; it dials after {@code delay}. */
  static SimulatedStation start(
      StationSettings settings, ScheduledExecutorService thread, Duration delay, Runnable atClose) {
    SimulatedStation station = new SimulatedStation(settings, thread, atClose);
    Timers.after(thread, delay, station::begin);
    return station;
  }

  private SimulatedStation(
      StationSettings settings, ScheduledExecutorService thread, Runnable atClose) {
    this.settings = settings;
    this.thread = thread;
    this.atClose = atClose;
    this.random = new Random(settings.seed());
    for (int id = 1; id <= settings.evses(); id++) {
      evses.add(new Evse(id, settings.supply()));
    }
    profiles = new InstalledProfiles(settings.protocol(), settings.evses());
    lane = new CallLane(thread, CALL_TIMEOUT);
    sessions = Sessions.of(settings, lane, profiles, clock);
    charging = new Charging(evses, profiles, settings.supply());
    variables =
        new StationVariables(
            settings,
            seconds -> heartbeatEvery(Duration.ofSeconds(seconds)),
            seconds -> meterEvery(Duration.ofSeconds(seconds)));
    StationAnswers answers =
        new StationAnswers(
            settings.protocol(),
            evses,
            sessions,
            new ProfileAnswers(settings.protocol(), evses, profiles, charging, clock),
            variables,
            new LinkOfAnswers(),
            work -> Timers.execute(thread, work));
    calls = new IncomingCalls(thread, answers, settings.faults());
    link = new StationLink(settings, thread, random, lane, sessions::bootPayload, new LinkEvents());
    visitors = new Visitors(sessions, settings.evses(), random);
    reading =
        new StationReading(
            settings.id(), settings.protocol(), false, 0, charging.effectiveLimitW(now()), 0, 0);
  }

  private void begin() {
    meterEvery(settings.meterInterval());
    ticks = every(null, TICK, this::tick);
    link.dial();
  }

  public StationSettings settings() {
    return settings;
  }

  /** The state at the last tick, at most half a second old. */
  public StationReading reading() {
    return reading;
  }

  /** Whether the connection is up and the boot was accepted. */
  public boolean accepted() {
    return link.accepted();
  }

  /** Answers that it received to calls it had not open: 0 behind a correct peer. */
  public long strayAnswers() {
    return link.strayAnswers();
  }

  /** The most calls from the other side that were open at the same time: at most 1. */
  public int mostOpenCalls() {
    return calls.mostOpen();
  }

  /** Switches the fault, from the next call on. */
  public void faults(Faults faults) {
    calls.faults(faults);
  }

  /** Plugs a car in and shows a token; a car that is there leaves first. */
  public CompletableFuture<Void> plugIn(int evseId, ElectricVehicle car, String idTag) {
    return later(
        () -> {
          Evse evse = evses.get(evseId - 1);
          if (evse.vehicle != null) {
            sessions.unplug(evse);
          }
          sessions.plugIn(evse, car);
          sessions.authorize(evse, idTag);
          return null;
        });
  }

  /** Plugs a car in without a token, for a remote start. */
  public CompletableFuture<Void> plugIn(int evseId, ElectricVehicle car) {
    return later(
        () -> {
          sessions.plugIn(evses.get(evseId - 1), car);
          return null;
        });
  }

  /** The driver ends the session and leaves. */
  public CompletableFuture<Void> unplug(int evseId) {
    return later(
        () -> {
          Evse evse = evses.get(evseId - 1);
          sessions.stop(evse, "Local");
          sessions.unplug(evse);
          return null;
        });
  }

  /** The running transaction's id; empty without one (or, in 1.6, before the CSMS gave one). */
  public CompletableFuture<String> transactionId(int evseId) {
    return later(
        () -> {
          Transaction transaction = evses.get(evseId - 1).transaction;
          return transaction == null ? "" : transaction.id;
        });
  }

  /** Sends any call to the CSMS, in turn with the station's own. */
  public CompletableFuture<JsonNode> call(String action, JsonNode payload) {
    CompletableFuture<CompletableFuture<JsonNode>> sent =
        later(() -> lane.call(action, () -> payload));
    return sent.thenCompose(answer -> answer);
  }

  /** Drops the connection; the station comes back after its back-off. */
  public CompletableFuture<Void> disconnect() {
    return later(
        () -> {
          link.drop();
          return null;
        });
  }

  @SuppressWarnings("NullAway") // A CompletableFuture<Void> is completed with null.
  private <T> CompletableFuture<T> later(Supplier<@Nullable T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    boolean taken =
        Timers.execute(
            thread,
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    if (!taken) {
      done.completeExceptionally(new IllegalStateException("The station is closed"));
    }
    return done;
  }

  private Instant now() {
    return clock.instant();
  }

  // Timers

  private void heartbeatEvery(Duration interval) {
    variables.note("HeartbeatInterval", Long.toString(interval.toSeconds()));
    heartbeats = every(heartbeats, interval, this::heartbeat);
  }

  private void heartbeat() {
    if (link.accepted()) {
      var ignored = lane.call("Heartbeat", Rpc::object);
    }
  }

  private void meterEvery(Duration interval) {
    meter = every(meter, interval, () -> evses.forEach(this::meter));
  }

  private void meter(Evse evse) {
    if (evse.energised()) {
      sessions.meter(evse, "Sample.Periodic");
    }
  }

  private @Nullable Future<?> every(@Nullable Future<?> old, Duration interval, Runnable work) {
    if (old != null) {
      old.cancel(false);
    }
    return interval.toMillis() <= 0 || closed ? null : Timers.every(thread, interval, work);
  }

  private void tick() {
    if (closed) {
      return;
    }
    long nanos = System.nanoTime();
    double seconds = (nanos - tickedAt) / 1e9 * settings.timeAcceleration();
    tickedAt = nanos;
    Instant now = now();
    charging.tick(now, seconds);
    if (settings.visitors() && link.booted()) {
      visitors.tick(evses, seconds);
    }
    int flowing = 0;
    double energy = 0;
    for (Evse evse : evses) {
      sessions.observe(evse);
      flowing += evse.powerW() > 0 ? 1 : 0;
      energy += evse.energyWh;
    }
    reading =
        new StationReading(
            settings.id(),
            settings.protocol(),
            link.accepted(),
            charging.measuredW(),
            charging.effectiveLimitW(now),
            flowing,
            energy);
  }

  /** Leaves: the connection is closed and nothing is dialled again. */
  @Override
  public void close() {
    closed = true;
    link.close();
    Timers.execute(
        thread,
        () -> {
          link.drop();
          ticks = every(ticks, Duration.ZERO, this::tick);
          heartbeats = every(heartbeats, Duration.ZERO, this::heartbeat);
          meter = every(meter, Duration.ZERO, this::heartbeat);
        });
    atClose.run();
  }

  private final class LinkEvents implements StationLink.Events {
    @Override
    public void connected() {
      calls.connected();
    }

    @Override
    public void heartbeatInterval(Duration interval) {
      heartbeatEvery(interval);
    }

    @Override
    public void accepted() {
      sessions.reportAll(evses);
    }

    @Override
    public void called(IncomingCalls.Wire wire, Rpc.Frame call) {
      calls.called(wire, call);
    }
  }

  private final class LinkOfAnswers implements StationAnswers.Link {
    @Override
    public boolean accepted() {
      return link.accepted();
    }

    @Override
    public void heartbeat() {
      SimulatedStation.this.heartbeat();
    }

    @Override
    public void reboot() {
      link.reboot();
    }
  }
}

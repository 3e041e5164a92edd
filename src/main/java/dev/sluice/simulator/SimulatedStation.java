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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private final StationAnswers answers;
  private final StationVariables variables;
  private final Visitors visitors;
  private final AtomicLong strayAnswers = new AtomicLong();
  private final Runnable atClose;

  private volatile Faults faults;
  private volatile StationReading reading;
  private volatile boolean accepted;
  private volatile boolean closed;
  private volatile int mostOpenCalls;

  private @Nullable StationSocket socket;
  private boolean booted;
  private boolean rejected;
  private int attempt;
  private int openCalls;
  private long tickedAt = System.nanoTime();
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
    thread.schedule(station::begin, delay.toMillis(), TimeUnit.MILLISECONDS);
    return station;
  }

  private SimulatedStation(
      StationSettings settings, ScheduledExecutorService thread, Runnable atClose) {
    this.settings = settings;
    this.thread = thread;
    this.atClose = atClose;
    this.faults = settings.faults();
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
    answers =
        new StationAnswers(
            settings.protocol(),
            evses,
            sessions,
            new ProfileAnswers(settings.protocol(), evses, profiles, charging, clock),
            variables,
            new LinkOfAnswers(),
            work -> Timers.execute(thread, work));
    visitors = new Visitors(sessions, settings.evses(), random);
    reading =
        new StationReading(
            settings.id(), settings.protocol(), false, 0, charging.effectiveLimitW(now()), 0, 0);
  }

  private void begin() {
    meterEvery(settings.meterInterval());
    var ticks =
        thread.scheduleAtFixedRate(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    if (closed) {
      ticks.cancel(false);
    }
    dial();
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
    return accepted;
  }

  /** Answers that it received to calls it had not open: 0 behind a correct peer. */
  public long strayAnswers() {
    return strayAnswers.get();
  }

  /** The most calls from the other side that were open at the same time: at most 1. */
  public int mostOpenCalls() {
    return mostOpenCalls;
  }

  /** Switches the fault, from the next call on. */
  public void faults(Faults faults) {
    this.faults = faults;
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
          drop();
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

  // Connection

  private void dial() {
    if (!closed) {
      StationSocket fresh = new StationSocket(settings, new SocketEvents());
      socket = fresh;
      fresh.connect();
    }
  }

  private void drop() {
    StationSocket current = socket;
    if (current != null) {
      current.close();
    }
  }

  private void opened(StationSocket from) {
    if (from != socket) {
      return;
    }
    openCalls = 0;
    lane.attach(from::sendText);
    if (booted) {
      bootAccepted();
    } else {
      boot(from, "PowerUp");
    }
  }

  private void gone(StationSocket from) {
    if (from != socket) {
      return;
    }
    socket = null;
    accepted = false;
    lane.release(false);
    lane.detach();
    if (!closed) {
      Duration wait = settings.backOff().before(attempt++, random);
      var ignored = thread.schedule(this::dial, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void boot(StationSocket on, String reason) {
    if (on != socket) {
      return;
    }
    lane.firstCall("BootNotification", () -> sessions.bootPayload(reason))
        .whenComplete(
            (answer, failure) -> {
              if (on != socket) {
                return;
              }
              long interval = answer == null ? 10 : answer.path("interval").asLong(0);
              String status = answer == null ? "" : answer.path("status").asText();
              rejected = status.equals("Rejected");
              if (status.equals("Accepted")) {
                booted = true;
                heartbeatEvery(Duration.ofSeconds(interval > 0 ? interval : 60));
                bootAccepted();
              } else {
                var ignored =
                    thread.schedule(
                        () -> boot(on, reason), interval > 0 ? interval : 10, TimeUnit.SECONDS);
              }
            });
  }

  private void bootAccepted() {
    attempt = 0;
    accepted = true;
    lane.release(true);
    sessions.reportAll(evses);
  }

  // Timers

  private void heartbeatEvery(Duration interval) {
    variables.note("HeartbeatInterval", Long.toString(interval.toSeconds()));
    heartbeats = every(heartbeats, interval, this::heartbeat);
  }

  private void heartbeat() {
    if (accepted) {
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
    long millis = interval.toMillis();
    return millis <= 0 || closed
        ? null
        : thread.scheduleAtFixedRate(work, millis, millis, TimeUnit.MILLISECONDS);
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
    if (settings.visitors() && booted) {
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
            accepted,
            charging.measuredW(),
            charging.effectiveLimitW(now),
            flowing,
            energy);
  }

  // Incoming frames

  private void received(StationSocket from, String text) {
    Rpc.Frame frame = Rpc.parse(text).orElse(null);
    if (from != socket || frame == null) {
      return;
    }
    switch (frame.type()) {
      case Rpc.CALL -> {
        // A rejected station keeps silent until it has tried again.
        if (!rejected) {
          called(from, frame);
        }
      }
      case Rpc.RESULT, Rpc.ERROR -> {
        if (!lane.answered(frame)) {
          strayAnswers.incrementAndGet();
        }
      }
      default -> {
        // Unknown types are to be ignored.
      }
    }
  }

  private void called(StationSocket from, Rpc.Frame call) {
    Faults fault = faults;
    switch (fault.mode()) {
      case SILENT -> {
        // Nothing goes back.
      }
      case DISCONNECT_IN_CALL -> drop();
      case GARBAGE -> from.sendText("{\"this is\": not OCPP");
      case CALL_ERROR -> from.sendText(Rpc.error(call.id(), "InternalError", "A fault on request"));
      case LATE -> {
        String answer = execute(call);
        opened(1);
        var ignored =
            thread.schedule(
                () -> answer(from, answer), fault.delay().toMillis(), TimeUnit.MILLISECONDS);
      }
      case NONE -> {
        opened(1);
        answer(from, execute(call));
      }
    }
  }

  private void opened(int calls) {
    openCalls += calls;
    mostOpenCalls = Math.max(mostOpenCalls, openCalls);
  }

  private void answer(StationSocket to, String text) {
    if (to == socket) {
      openCalls--;
      to.sendText(text);
    }
  }

  private String execute(Rpc.Frame call) {
    try {
      return Rpc.result(call.id(), answers.answer(call.action(), call.callPayload()));
    } catch (CallErrorException e) {
      return Rpc.error(call.id(), e.code(), e.description());
    } catch (RuntimeException e) {
      return Rpc.error(call.id(), "InternalError", e.getClass().getSimpleName());
    }
  }

  /** Leaves: the connection is closed and nothing is dialled again. */
  @Override
  public void close() {
    closed = true;
    Timers.execute(
        thread,
        () -> {
          drop();
          heartbeats = every(heartbeats, Duration.ZERO, this::heartbeat);
          meter = every(meter, Duration.ZERO, this::heartbeat);
        });
    atClose.run();
  }

  private final class SocketEvents implements StationSocket.Events {
    @Override
    public void opened(StationSocket from) {
      Timers.execute(thread, () -> SimulatedStation.this.opened(from));
    }

    @Override
    public void text(StationSocket from, String text) {
      Timers.execute(thread, () -> received(from, text));
    }

    @Override
    public void closed(StationSocket from, String reason) {
      Timers.execute(thread, () -> gone(from));
    }
  }

  private final class LinkOfAnswers implements StationAnswers.Link {
    @Override
    public boolean accepted() {
      return accepted;
    }

    @Override
    public void heartbeat() {
      SimulatedStation.this.heartbeat();
    }

    @Override
    public void reboot() {
      booted = false;
      drop();
    }
  }
}

package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.CommandResult.Outcome;
import dev.sluice.flexibility.Commands;
import dev.sluice.flexibility.FlexibilityCore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the core's commands to the use-case routes. A station has one command under way; of those
 * that come meanwhile the newest waits and the others end as superseded, so what waits is bounded
 * by the number of stations, and an older limit can never overtake a newer one. Every command ends.
 */
public final class CommandBoard implements Commands, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandBoard.class);
  private static final int THREADS = 2;

  /** Shorter than the core's own answer deadline, longer than any call takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final class Slot {
    Command running;
    long since = System.nanoTime();
    @Nullable Command next;

    Slot(Command running) {
      this.running = running;
    }
  }

  private final CommandRoutes routes;
  private final Duration patience;
  private final Map<String, Slot> slots = new HashMap<>();
  private final LongAdder superseded = new LongAdder();
  private final ExecutorService workers;
  private volatile @Nullable FlexibilityCore core;
  private volatile BiConsumer<Command, CommandResult> listener = (command, result) -> {};

  public CommandBoard() {
    this(GRACE);
  }

  /**
   * @param grace how long after the start, or after a route went, a command without a route still
   *     ends as unreachable, which the core repeats soon, and not as refused: routes are replaced
   *     while the gateway runs
   */
  public CommandBoard(Duration grace) {
    this(grace, PATIENCE);
  }

  CommandBoard(Duration grace, Duration patience) {
    this.routes = new CommandRoutes(grace);
    this.patience = patience;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "flexibility-commands-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Where the ends of commands are reported to. Set once, before the first command. */
  public void report(FlexibilityCore to) {
    core = to;
  }

  /** Is told of each command's end, for evidence and metrics; must not block. */
  public void onEnd(BiConsumer<Command, CommandResult> newListener) {
    listener = newListener;
  }

  /** How many commands a newer one has replaced before a route took them. */
  public long superseded() {
    return superseded.sum();
  }

  /** How many stations have a command under way. */
  public int underWay() {
    synchronized (slots) {
      return slots.size();
    }
  }

  /**
   * Says that routes are being replaced: a command that finds none meanwhile ends as unreachable,
   * which the core repeats soon.
   */
  public void replacing(boolean now) {
    routes.replacing(now);
  }

  CommandRoutes routes() {
    return routes;
  }

  @Override
  public void submit(Command command) {
    Command replaced = null;
    Command lost = null;
    boolean start = false;
    synchronized (slots) {
      Slot slot = slots.get(command.stationId());
      if (slot != null && System.nanoTime() - slot.since < patience.toNanos()) {
        replaced = slot.next;
        slot.next = command;
      } else {
        if (slot != null) {
          lost = slot.running;
          replaced = slot.next;
        }
        slots.put(command.stationId(), new Slot(command));
        start = true;
      }
    }
    if (replaced != null) {
      superseded.increment();
      report(replaced, new CommandResult(Outcome.SUPERSEDED, "a newer command took its place"));
    }
    if (lost != null) {
      report(lost, new CommandResult(Outcome.UNKNOWN, "its route did not end within " + patience));
    }
    if (start) {
      begin(command);
    }
  }

  private void begin(Command command) {
    try {
      workers.execute(() -> carry(command));
    } catch (RejectedExecutionException e) {
      ended(command, new CommandResult(Outcome.UNREACHABLE, "the gateway is going away"));
    }
  }

  private void carry(Command command) {
    try {
      CommandTaker taker = routes.find(command.useCase());
      if (taker == null) {
        ended(command, routes.missing(command.useCase()));
      } else {
        taker.take(command, result -> ended(command, result));
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: the route failed on {}", command.stationId(), command.kind(), e);
      ended(command, new CommandResult(Outcome.REFUSED, "the route failed: " + e.getMessage()));
    }
  }

  private void ended(Command command, CommandResult result) {
    Command next;
    synchronized (slots) {
      Slot slot = slots.get(command.stationId());
      if (slot == null || slot.running != command) {
        return; // given up before, or told twice
      }
      next = slot.next;
      if (next == null) {
        slots.remove(command.stationId());
      } else {
        slots.put(command.stationId(), new Slot(next));
      }
    }
    // First told, then gone on: the ends of a station's commands are told in order.
    report(command, result);
    if (next != null) {
      begin(next);
    }
  }

  private void report(Command command, CommandResult result) {
    if (result.outcome() == Outcome.CONFIRMED || result.outcome() == Outcome.SUPERSEDED) {
      LOG.debug("{}: {} {}", command.stationId(), command.kind(), result);
    } else {
      LOG.info(
          "{}: {} for FSR {} ended {}: {}",
          command.stationId(),
          command.kind(),
          command.fsrId(),
          result.outcome(),
          result.detail());
    }
    try {
      FlexibilityCore to = core;
      if (to != null) {
        to.commandEnded(command, result);
      }
      listener.accept(command, result);
    } catch (RuntimeException e) {
      // The core repeats a command whose end it has not learnt.
      LOG.warn("{}: the end of {} was not taken", command.stationId(), command.kind(), e);
    }
  }

  /** Ends the threads; commands that come later end as unreachable. */
  @Override
  public void close() {
    workers.shutdown();
  }
}

package dev.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A few threads on which all stations run; each station stays on one of them. */
public final class Timers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Timers.class.getName());

  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  public Timers(int count, String name) {
    for (int i = 0; i < count; i++) {
      int number = i;
      ScheduledThreadPoolExecutor thread =
          new ScheduledThreadPoolExecutor(
              1,
              work -> {
                Thread made = new Thread(work, name + "-" + number);
                made.setDaemon(true);
                return made;
              });
      thread.setRemoveOnCancelPolicy(true);
      thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
      threads.add(thread);
    }
  }

  /** The next thread in turn. */
  ScheduledExecutorService next() {
    return threads.get(Math.floorMod(turn.getAndIncrement(), threads.size()));
  }

  /**
   * Runs work on a thread; after its end the work is dropped, as nobody is left to see it.
   *
   * @return false when it was dropped
   */
  static boolean execute(ScheduledExecutorService thread, Runnable work) {
    try {
      thread.execute(reporting(work));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs work once, later; dropped as in {@link #execute}. */
  static void after(ScheduledExecutorService thread, Duration wait, Runnable work) {
    try {
      var ignored = thread.schedule(reporting(work), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Nobody is left to see it.
    }
  }

  /** Runs work again and again, until it is cancelled; null when the thread has ended. */
  static @Nullable Future<?> every(
      ScheduledExecutorService thread, Duration interval, Runnable work) {
    try {
      long millis = interval.toMillis();
      return thread.scheduleAtFixedRate(reporting(work), millis, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  /** A failure would silently end a repeated work, and be lost with a single one. */
  private static Runnable reporting(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RejectedExecutionException e) {
        // The thread is about to end, and with it everything that could still be waited for.
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "The simulator failed", e);
      }
    };
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdown);
  }
}

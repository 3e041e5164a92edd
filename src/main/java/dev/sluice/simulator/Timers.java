package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads on which all stations run; each station stays on one of them. */
public final class Timers implements AutoCloseable {
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

  /** Runs work on a thread; after its end the work is dropped, as nobody is left to see it. */
  static boolean execute(ScheduledExecutorService thread, Runnable work) {
    try {
      thread.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdown);
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets time pass for the core, on a thread of its own. */
public final class EngineClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineClock.class);
  private static final Duration END = Duration.ofSeconds(2);

  private final FsrEngine engine;
  private final Duration period;
  private final Timer timer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "engine-clock");
            made.setDaemon(true);
            return made;
          });
  private volatile long tickedAt = System.nanoTime();
  private volatile String trouble = "not started";

  EngineClock(FsrEngine engine, Duration period, MeterRegistry meters) {
    this.engine = engine;
    this.period = period;
    this.timer = meters.timer("sluice.engine.tick");
  }

  void start() {
    trouble = "";
    tickedAt = System.nanoTime();
    var unused =
        thread.scheduleWithFixedDelay(this::tick, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      timer.record(engine::tick);
      if (!trouble.isEmpty()) {
        LOG.info("the core goes on");
        trouble = "";
      }
    } catch (RuntimeException e) {
      // Once for each trouble: the next tick comes in a moment and would say the same.
      if (!trouble.equals(e.getMessage())) {
        LOG.error("the core cannot go on: {}", e.getMessage(), e);
      }
      trouble = String.valueOf(e.getMessage());
    }
    tickedAt = System.nanoTime();
  }

  /** What is wrong, in words; empty when nothing is. */
  public String trouble() {
    long silent = (System.nanoTime() - tickedAt) / 1_000_000;
    return silent > 10_000 + 10 * period.toMillis()
        ? "no tick for " + silent / 1000 + " s"
        : trouble;
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a tick of the core did not end in {} s", END.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    trouble = "ended";
  }
}

package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what strangers can cause from filling the log. Safe for any thread. */
final class Seldom {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);
  private final AtomicLong skipped = new AtomicLong();

  /** How many were left out since the last time; empty when this one is to be left out too. */
  OptionalLong due() {
    long now = System.nanoTime();
    long before = last.get();
    if (now - before < PAUSE || !last.compareAndSet(before, now)) {
      skipped.incrementAndGet();
      return OptionalLong.empty();
    }
    return OptionalLong.of(skipped.getAndSet(0));
  }
}

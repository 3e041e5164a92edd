package dev.sluice.bench.relay;

import java.util.concurrent.TimeUnit;

/** Reads a target's resident memory once it stands still. */
final class Memory {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(40);

  private Memory() {}

  /**
   * @param seconds to wait at least
   * @return in KB
   */
  static long settled(Target target, int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
    long end = System.nanoTime() + LONGEST;
    long before = target.resident();
    while (true) {
      TimeUnit.SECONDS.sleep(2);
      long now = target.resident();
      if (Math.abs(now - before) <= before / 400 || System.nanoTime() > end) {
        return now;
      }
      before = now;
    }
  }
}

package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether a CSMS can be reached. When it could not be for some times in a row, only one attempt at
 * a time finds out whether it can be again, after waits that grow. Not safe for threads; time is
 * handed in as {@link System#nanoTime} values.
 */
final class CsmsBreaker {
  private static final long FIRST_WAIT = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();

  private final int failuresToOpen;
  private final RandomGenerator random;
  private int failures;
  private boolean open;
  private boolean probing;
  private long wait;
  private long probeAt;

  CsmsBreaker(int failuresToOpen, RandomGenerator random) {
    this.failuresToOpen = failuresToOpen;
    this.random = random;
  }

  boolean open() {
    return open;
  }

  /** Attempts in a row that failed. */
  int failures() {
    return failures;
  }

  /**
   * Whether an attempt may be made that is to find out: then it is the only one until {@link
   * #answered}, {@link #failed} or {@link #unknown} says what became of it.
   */
  boolean takeProbe(long now) {
    if (!open || probing || now - probeAt < 0) {
      return false;
    }
    probing = true;
    return true;
  }

  /** The CSMS answered, whatever it said. */
  void answered() {
    failures = 0;
    open = false;
    probing = false;
  }

  /**
   * An attempt failed.
   *
   * @return whether the CSMS counts as unreachable from this moment on
   */
  boolean failed(boolean probe, long now) {
    failures++;
    if (!open && failures >= failuresToOpen) {
      open = true;
      again(FIRST_WAIT, now);
      return true;
    }
    if (probe) {
      again(Math.min(wait * 2, LONGEST_WAIT), now);
    }
    return false;
  }

  private void again(long longest, long now) {
    wait = longest;
    probing = false;
    probeAt = now + longest / 2 + random.nextLong(longest / 2);
  }

  /** The one that was to find out left before it did; the next one may. */
  void unknown() {
    probing = false;
  }
}

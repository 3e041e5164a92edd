package dev.sluice.ocpp.camel;

import java.util.concurrent.atomic.LongAdder;

/** What became of the copies of frames since the start. Safe for any thread. */
public final class CopyCounters {
  private final LongAdder delivered = new LongAdder();
  private final LongAdder gaps = new LongAdder();
  private final LongAdder unreadable = new LongAdder();

  CopyCounters() {}

  /** Copies handed to routes. */
  public long delivered() {
    return delivered.sum();
  }

  /** Copies dropped because a queue was full: gaps in what routes have seen. */
  public long gaps() {
    return gaps.sum();
  }

  /** Copies skipped because they are not OCPP-J frames. */
  public long unreadable() {
    return unreadable.sum();
  }

  void countDelivered() {
    delivered.increment();
  }

  void countGap() {
    gaps.increment();
  }

  void countUnreadable() {
    unreadable.increment();
  }
}

package dev.sluice.bench.relay;

import java.util.Arrays;

/** A queue of numbers that makes no objects. */
final class LongQueue {
  private long[] ring = new long[1024];
  private int head;
  private int size;

  void add(long value) {
    if (size == ring.length) {
      long[] larger = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
      System.arraycopy(ring, 0, larger, ring.length - head, head);
      Arrays.fill(larger, size, larger.length, 0);
      ring = larger;
      head = 0;
    }
    ring[(head + size++) & (ring.length - 1)] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long poll() {
    long value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }
}

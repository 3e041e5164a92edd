package dev.sluice.ocpp.camel;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of frames on their way from the event loops to a route. Bounded in number and in bytes; a
 * station's copies stay in order, since a stripe goes on only when the route is done with the copy
 * before. What does not fit is dropped, counted and warned of once for each burst.
 */
final class FrameQueues {
  private static final Logger LOG = LoggerFactory.getLogger(FrameQueues.class);

  /** Many more than threads, so that a slow exchange holds up few other stations. */
  private static final int STRIPES = 64;

  /** After so many copies a stripe lets the others have the thread. */
  private static final int TURN = 32;

  /** So many times more may wait while a route is replaced. */
  private static final int PARKED = 4;

  /** Where copies go. */
  interface Sink {
    /**
     * @param done to be called when the copy is dealt with later
     * @return true when it is dealt with already; {@code done} is not called then
     */
    boolean take(CopiedFrame frame, Runnable done);
  }

  private final String name;
  private final int most;
  private final long mostBytes;
  private final Executor workers;
  private final Sink sink;
  private final CopyCounters counters;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger inHand = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong burst = new AtomicLong();
  private final Stripe[] stripes = new Stripe[STRIPES];
  private volatile boolean closed;
  private volatile boolean held;

  /** Whether more may wait: from when it was held until all of that has left. */
  private volatile boolean parked;

  /**
   * @param name of the endpoint, for the log
   * @param most how many copies may wait in one stripe
   * @param mostBytes how many bytes may wait in all stripes together
   */
  FrameQueues(
      String name, int most, long mostBytes, Executor workers, Sink sink, CopyCounters counters) {
    this.name = name;
    this.most = most;
    this.mostBytes = mostBytes;
    this.workers = workers;
    this.sink = sink;
    this.counters = counters;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Takes a copy; returns at once, on whatever thread. */
  void offer(CopiedFrame frame) {
    stripes[Math.floorMod(frame.stationId().hashCode(), STRIPES)].offer(frame);
  }

  /** How many copies wait. */
  int waiting() {
    return waiting.get();
  }

  /** How many copies have been taken out and are not dealt with yet. */
  int inHand() {
    return inHand.get();
  }

  /**
   * Delivers nothing until released; in this time more may wait. What is being delivered is
   * delivered.
   */
  void hold() {
    parked = true;
    held = true;
  }

  /** Delivers again. */
  void release() {
    held = false;
    for (Stripe stripe : stripes) {
      stripe.start();
    }
  }

  /** What waits goes there, and then what comes; only when held. */
  void passOn(Consumer<CopiedFrame> to) {
    for (Stripe stripe : stripes) {
      stripe.passOn(to);
    }
  }

  /** Drops what waits; nothing is taken any more. */
  void close() {
    closed = true;
    for (Stripe stripe : stripes) {
      stripe.clear();
    }
  }

  private void lost() {
    counters.countGap();
    if (burst.getAndIncrement() == 0) {
      LOG.warn(
          "{}: the route does not keep up; copies of frames are dropped, relaying goes on", name);
    }
  }

  private void left(CopiedFrame frame) {
    bytes.addAndGet(-frame.size());
    if (waiting.decrementAndGet() == 0) {
      parked = held;
      long missed = burst.getAndSet(0);
      if (missed > 0) {
        LOG.info("{}: the route has caught up; {} copies were dropped", name, missed);
      }
    }
  }

  private final class Stripe implements Runnable {
    private final ArrayDeque<CopiedFrame> queue = new ArrayDeque<>();
    private boolean running;
    private @Nullable Consumer<CopiedFrame> passing;

    void offer(CopiedFrame frame) {
      boolean start;
      synchronized (this) {
        // First: an event loop may come with a copy after the queue was closed, and it has a
        // successor.
        Consumer<CopiedFrame> to = passing;
        if (to != null) {
          to.accept(frame);
          return;
        }
        if (closed) {
          return;
        }
        int more = parked ? PARKED : 1;
        if (queue.size() >= most * more || bytes.get() + frame.size() > mostBytes * more) {
          lost();
          return;
        }
        bytes.addAndGet(frame.size());
        waiting.incrementAndGet();
        queue.add(frame);
        start = !running && !held;
        running |= start;
      }
      if (start) {
        resume();
      }
    }

    void start() {
      synchronized (this) {
        if (running || queue.isEmpty()) {
          return;
        }
        running = true;
      }
      resume();
    }

    synchronized void passOn(Consumer<CopiedFrame> to) {
      for (CopiedFrame next = queue.poll(); next != null; next = queue.poll()) {
        left(next);
        to.accept(next);
      }
      passing = to;
    }

    @Override
    public void run() {
      for (int turn = 0; turn < TURN; turn++) {
        CopiedFrame next;
        synchronized (this) {
          next = held ? null : queue.poll();
          if (next == null) {
            running = false;
            return;
          }
          inHand.incrementAndGet();
        }
        left(next);
        if (!taken(next)) {
          return;
        }
      }
      resume();
    }

    private boolean taken(CopiedFrame frame) {
      boolean now;
      try {
        now = sink.take(frame, this::done);
      } catch (RuntimeException e) {
        LOG.warn("{}: a copy from {} could not be handed over", name, frame.stationId(), e);
        now = true;
      }
      if (now) {
        inHand.decrementAndGet();
      }
      return now;
    }

    private void done() {
      inHand.decrementAndGet();
      resume();
    }

    private void resume() {
      try {
        workers.execute(this);
      } catch (RejectedExecutionException e) {
        clear();
      }
    }

    synchronized void clear() {
      queue.forEach(FrameQueues.this::left);
      queue.clear();
    }
  }
}

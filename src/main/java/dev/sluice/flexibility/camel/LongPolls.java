package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.FsrStore;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for a notification. None holds a thread, their number is bounded for each FO
 * and in all, and each ends: by a notification, by its time, or when the gateway stops.
 */
final class LongPolls {
  private final FsrStore store;
  private final int most;
  private final int mostOfOne;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, Set<Poll>> waiting = new HashMap<>();
  private int count;
  private boolean closed;

  /**
   * @param most how many requests may wait
   * @param mostOfOne how many of them may be of one FO
   */
  LongPolls(FsrStore store, int most, int mostOfOne) {
    this.store = store;
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.timer =
        new ScheduledThreadPoolExecutor(
            2,
            work -> {
              Thread thread = new Thread(work, "flexibility-polls");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Told of the result, or of the failure; the other one is null. */
  interface Answer extends BiConsumer<@Nullable List<Notification>, @Nullable RuntimeException> {}

  /** One request. */
  private final class Poll {
    final String foId;
    final long after;
    final int limit;
    final Answer answer;
    final AtomicBoolean done = new AtomicBoolean();
    final AtomicBoolean toBeRead = new AtomicBoolean();
    volatile @Nullable ScheduledFuture<?> timeout;

    Poll(String foId, long after, int limit, Answer answer) {
      this.foId = foId;
      this.after = after;
      this.limit = limit;
      this.answer = answer;
    }

    void readSoon() {
      if (toBeRead.compareAndSet(false, true)) {
        try {
          timer.execute(this::read);
        } catch (RejectedExecutionException e) {
          finish(List.of(), null);
        }
      }
    }

    void read() {
      // Before reading: what is written from now on asks for another reading.
      toBeRead.set(false);
      if (done.get()) {
        return;
      }
      try {
        List<Notification> found = notifications(foId, after, limit);
        if (!found.isEmpty()) {
          finish(found, null);
        }
      } catch (RuntimeException e) {
        finish(null, e);
      }
    }

    void finish(@Nullable List<Notification> found, @Nullable RuntimeException failure) {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      forget(this);
      ScheduledFuture<?> alarm = timeout;
      if (alarm != null) {
        alarm.cancel(false);
      }
      answer.accept(found, failure);
    }
  }

  /**
   * The notifications in the log.
   *
   * @throws Refusal {@code temporarily-unavailable} when it cannot be read
   */
  List<Notification> notifications(String foId, long after, int limit) {
    try {
      return store.notifications(foId, after, limit);
    } catch (FsrStore.StoreUnavailable e) {
      throw new Refusal("temporarily-unavailable", "the store does not answer: retry later");
    }
  }

  /**
   * Waits for a notification, without a thread.
   *
   * @param answer called once, never on the caller's thread
   * @throws Refusal {@code rate-limited} when too many wait already
   */
  void await(String foId, long after, int limit, long waitMs, Answer answer) {
    Poll poll = new Poll(foId, after, limit, answer);
    synchronized (waiting) {
      int ofThisOne = waiting.getOrDefault(foId, Set.of()).size();
      if (closed) {
        throw new Refusal("temporarily-unavailable", "the gateway is going away: retry later");
      }
      if (count >= most || ofThisOne >= mostOfOne) {
        throw new Refusal(
            "rate-limited",
            count >= most
                ? most + " requests wait for notifications already: retry later"
                : ofThisOne + " requests of this FO wait already: one is enough");
      }
      waiting.computeIfAbsent(foId, unused -> new LinkedHashSet<>()).add(poll);
      count++;
    }
    try {
      poll.timeout =
          timer.schedule(() -> poll.finish(List.of(), null), waitMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      forget(poll);
      throw new Refusal("temporarily-unavailable", "the gateway is going away: retry later");
    }
    // What came between the caller's look into the log and now has woken nobody.
    poll.readSoon();
  }

  private void forget(Poll poll) {
    synchronized (waiting) {
      Set<Poll> polls = waiting.get(poll.foId);
      if (polls != null && polls.remove(poll)) {
        count--;
        if (polls.isEmpty()) {
          waiting.remove(poll.foId);
        }
      }
    }
  }

  /** A notification of this FO is in the log. Returns at once. */
  void wake(String foId) {
    List<Poll> polls;
    synchronized (waiting) {
      polls = List.copyOf(waiting.getOrDefault(foId, Set.of()));
    }
    polls.forEach(Poll::readSoon);
  }

  /** How many requests wait. */
  int waiting() {
    synchronized (waiting) {
      return count;
    }
  }

  /** Ends all that wait, without notifications. */
  void close() {
    List<Poll> polls = new ArrayList<>();
    synchronized (waiting) {
      closed = true;
      waiting.values().forEach(polls::addAll);
    }
    polls.forEach(poll -> poll.finish(List.of(), null));
    timer.shutdown();
  }
}

package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to be passed on: in the order in which they came, so many a second and so many
 * at a time. Not safe for threads; time is handed in as {@link System#nanoTime} values.
 *
 * @param <T> one who waits
 */
final class DialPacer<T> {
  /** A timer that rings late must not make the rest later. */
  private static final long CATCH_UP = Duration.ofMillis(50).toNanos();

  private record Waiting<T>(T one, long since) {}

  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
  private final long interval;
  private final int atATime;
  private final long patience;
  private final int mostWaiting;
  private long nextAt;
  private boolean begun;
  private int open;

  /**
   * @param patience how long one may wait. More than get their turn in that time are not let in
   */
  DialPacer(int perSecond, int atATime, Duration patience) {
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.atATime = atATime;
    this.patience = patience.toNanos();
    this.mostWaiting = (int) Math.min(Math.max(1, this.patience / interval), 1_000_000);
  }

  /** Lets one wait; false when so many wait that its turn would not come in time. */
  boolean offer(T one, long now) {
    if (waiting.size() >= mostWaiting) {
      return false;
    }
    waiting.add(new Waiting<>(one, now));
    return true;
  }

  /** The one whose turn has come and who is over when {@link #ended} is called; null = nobody. */
  @Nullable T next(long now) {
    if (waiting.isEmpty() || open >= atATime || untilTurn(now) > 0) {
      return null;
    }
    if (!begun || now - nextAt > CATCH_UP) {
      nextAt = begun ? now - CATCH_UP : now;
      begun = true;
    }
    nextAt += interval;
    open++;
    return waiting.remove().one();
  }

  /** Takes out those who have waited too long. */
  List<T> overdue(long now) {
    List<T> late = new ArrayList<>();
    while (!waiting.isEmpty() && now - waiting.element().since() >= patience) {
      late.add(waiting.remove().one());
    }
    return late;
  }

  /** Takes out all who wait. */
  List<T> dismissed() {
    List<T> all = waiting.stream().map(Waiting::one).toList();
    waiting.clear();
    return all;
  }

  /** One does not wait any more; false when it did not. */
  boolean left(T one) {
    return waiting.removeIf(waits -> waits.one().equals(one));
  }

  /** One of those whose turn it was is over. */
  void ended() {
    open--;
  }

  /** When there is something to do, in nanoseconds from now; -1 when nobody waits. */
  long nextIn(long now) {
    if (waiting.isEmpty()) {
      return -1;
    }
    long late = waiting.element().since() + patience - now;
    return Math.max(0, open >= atATime ? late : Math.min(late, untilTurn(now)));
  }

  private long untilTurn(long now) {
    return begun ? nextAt - now : 0;
  }

  int waiting() {
    return waiting.size();
  }

  int open() {
    return open;
  }

  /** How long it takes until all who wait now have had their turn. */
  Duration backlog() {
    return Duration.ofNanos(waiting.size() * interval);
  }
}

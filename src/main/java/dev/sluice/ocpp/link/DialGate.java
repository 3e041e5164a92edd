package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.DialTicket.Place;
import dev.sluice.ocpp.link.LinkCounters.Count;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the handshakes of stations through to one CSMS: paced, in the order in which they came, and
 * hardly any while it is away (ocpp.md 4.5). Safe for any thread; the lock is held for moments.
 */
final class DialGate {
  private static final Logger LOG = LoggerFactory.getLogger(DialGate.class);

  /** What became of a ticket that was let through. */
  enum Result {
    ANSWERED,
    UNREACHABLE,
    TOO_SLOW,
    UNKNOWN
  }

  private final String address;
  private final EventExecutor clock;
  private final LinkCounters counters;
  private final DialPacer<DialTicket> pacer;
  private final CsmsBreaker breaker;
  private final long half;
  private @Nullable ScheduledFuture<?> alarm;
  private long alarmAt;

  /**
   * @param address host and port of the CSMS, for people
   * @param handshake how long a handshake may take. It may wait here for half of that; the rest is
   *     the CSMS's
   * @param clock rings when it is the next one's turn
   */
  DialGate(
      String address,
      DialLimits limits,
      Duration handshake,
      EventExecutor clock,
      LinkCounters counters) {
    this.address = address;
    this.clock = clock;
    this.counters = counters;
    this.half = handshake.toNanos() / 2;
    this.pacer =
        new DialPacer<>(limits.perSecond(), limits.atATime(), Duration.ofNanos(Math.max(1, half)));
    this.breaker =
        new CsmsBreaker(limits.unreachableAfter(), ThreadLocalRandom.current()::nextLong);
  }

  /** A ticket of a station, which has yet to {@link DialTicket#ask}. */
  DialTicket ticket(EventExecutor station, DialTicket.Turn turn) {
    return new DialTicket(this, station, turn);
  }

  /** Whether the CSMS can be reached, and who waits for it. */
  synchronized CsmsState state() {
    return new CsmsState(
        address, !breaker.open(), breaker.failures(), pacer.open(), pacer.waiting());
  }

  void ask(DialTicket ticket) {
    List<Runnable> then = new ArrayList<>(1);
    synchronized (this) {
      long now = System.nanoTime();
      ticket.probe = breaker.takeProbe(now);
      if (breaker.open() && !ticket.probe) {
        refuse(ticket, Count.DIALS_UNREACHABLE, 0, then);
      } else if (pacer.offer(ticket, now)) {
        ticket.place = Place.WAITING;
        advance(now, then);
      } else {
        int backlog = (int) pacer.backlog().toSeconds();
        refuse(ticket, Count.DIALS_CROWDED, backlog, then);
      }
    }
    then.forEach(Runnable::run);
  }

  void over(DialTicket ticket, Result result) {
    List<Runnable> then = new ArrayList<>(1);
    synchronized (this) {
      Place was = ticket.place;
      if (was == Place.OVER) {
        return;
      }
      ticket.place = Place.OVER;
      long now = System.nanoTime();
      if (was == Place.DIALLING) {
        pacer.ended();
        learn(ticket, result, now, then);
      } else {
        pacer.left(ticket);
        unknown(ticket);
      }
      advance(now, then);
    }
    then.forEach(Runnable::run);
  }

  private void learn(DialTicket ticket, Result result, long now, List<Runnable> then) {
    // Who waited here for long leaves the CSMS too little time for a judgement.
    boolean silent = result == Result.TOO_SLOW && now - ticket.since >= half;
    if (result == Result.ANSWERED) {
      if (breaker.open()) {
        LOG.info("{}: the CSMS can be reached again", address);
      }
      breaker.answered();
    } else if (silent || result == Result.UNREACHABLE) {
      if (breaker.failed(ticket.probe, now)) {
        counters.add(Count.CSMS_LOST);
        LOG.warn(
            "{}: the CSMS cannot be reached; stations are told to come again, and one at a time"
                + " finds out when it is back",
            address);
        pacer.dismissed().forEach(one -> refuse(one, Count.DIALS_UNREACHABLE, 0, then));
      }
    } else {
      unknown(ticket);
    }
  }

  private void unknown(DialTicket ticket) {
    if (ticket.probe) {
      breaker.unknown();
    }
  }

  private void advance(long now, List<Runnable> then) {
    pacer.overdue(now).forEach(one -> refuse(one, Count.DIALS_CROWDED, 0, then));
    for (DialTicket next = pacer.next(now); next != null; next = pacer.next(now)) {
      DialTicket let = next;
      let.place = Place.DIALLING;
      let.since = now;
      counters.add(Count.DIALS);
      then.add(() -> atStation(let, let.turn::go));
    }
    arm(now);
  }

  private void refuse(DialTicket ticket, Count reason, int backlog, List<Runnable> then) {
    ticket.place = Place.OVER;
    unknown(ticket);
    counters.add(reason);
    String why =
        reason == Count.DIALS_CROWDED
            ? "too many stations are waiting for the CSMS\n"
            : "the CSMS cannot be reached\n";
    int seconds = backlog + HandshakeAnswer.retrySeconds();
    then.add(() -> atStation(ticket, () -> ticket.turn.notNow(why, seconds)));
  }

  private void atStation(DialTicket ticket, Runnable task) {
    try {
      ticket.station.execute(task);
    } catch (RejectedExecutionException e) {
      ticket.left(); // the gateway has ended
    }
  }

  private void arm(long now) {
    long next = pacer.nextIn(now);
    if (next < 0 || (alarm != null && alarmAt - (now + next) <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarmAt = now + next;
    try {
      alarm = clock.schedule(this::ring, next, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      alarm = null; // the gateway has ended
    }
  }

  private void ring() {
    List<Runnable> then = new ArrayList<>();
    synchronized (this) {
      alarm = null;
      advance(System.nanoTime(), then);
    }
    then.forEach(Runnable::run);
  }
}

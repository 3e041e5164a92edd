package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls towards one station. The station sees one peer, so the CSMS's calls and the gateway's
 * share the lane, and at most one is open at any time (ocpp.md 4.3). Confined to the station's
 * event loop; time is handed in as {@link System#nanoTime} values.
 *
 * @param <F> a relayed frame, which the lane only keeps and hands on
 */
final class CallLane<F> {
  /**
   * After this wait a call of the gateway's goes before the CSMS's next one, but never two in a
   * row.
   */
  static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private static final long TOMBSTONE = Duration.ofMinutes(10).toNanos();
  private static final int MOST_TOMBSTONES = 256;

  /** Where the lane's decisions go. */
  interface Outlet<F> {
    /** Writes a frame of the CSMS to the station. */
    void relay(F frame);

    /** Lets go of a frame that will not be written. */
    void discard(F frame);

    /**
     * The own calls that have to be over before a frame of the CSMS is written. Asked once for each
     * frame, when it is its turn.
     */
    List<OwnCall> before(F frame);

    /**
     * A frame of the CSMS was written and its answer will not be waited for any more.
     *
     * @param timedOut whether it did not come in time; else the link is over, or what the station
     *     answered does not say to which call
     */
    void abandoned(F frame, boolean timedOut);

    /** Checks a call once more and writes it; the failure when it must not go out. */
    Optional<CallFailure> write(OwnCall call);

    /** A call was written and it will not be known what became of it. */
    void unanswered(OwnCall call);
  }

  /** Who gets the station's answer. */
  enum Owner {
    CSMS,
    /** The gateway; {@link CallLane#answered} has handed it over. */
    GATEWAY,
    /** A call of the gateway's that is over: nobody. */
    LATE
  }

  private record Waiting<F>(String id, F frame) {}

  /** The open call, either the gateway's or the CSMS's. */
  private record Open<F>(String id, @Nullable OwnCall own, @Nullable F relayed, long deadline) {}

  private final Outlet<F> outlet;
  private final int csmsBound;
  private final int ownBound;
  private final long csmsPatience;
  private final Deque<Waiting<F>> csms = new ArrayDeque<>();
  private final List<OwnCall> own = new ArrayList<>();
  private final Deque<OwnCall> urgent = new ArrayDeque<>();
  private final Map<String, Long> tombstones = new LinkedHashMap<>();
  private @Nullable Open<F> open;

  /** The CSMS's next call has been asked what goes before it; nothing else goes before it now. */
  private boolean yielded;

  /** The last call was one that did not wait for the CSMS's; the next one does. */
  private boolean overtaken;

  /**
   * @param csmsPatience how long a call of the CSMS's may stay open
   */
  CallLane(Outlet<F> outlet, int csmsBound, int ownBound, Duration csmsPatience) {
    this.outlet = outlet;
    this.csmsBound = csmsBound;
    this.ownBound = ownBound;
    this.csmsPatience = csmsPatience.toNanos();
  }

  /**
   * A call of the CSMS; false when its queue is full and the link has to be closed, since nothing
   * may be dropped.
   */
  boolean csmsCall(String id, F frame, long now) {
    if (csms.size() >= csmsBound) {
      return false;
    }
    csms.add(new Waiting<>(id, frame));
    advance(now);
    return true;
  }

  /**
   * A call of the gateway's own; it ends in its future, whatever happens. One with the key of a
   * call that waits takes its place, and has waited as long as that one: a stream of setpoints
   * would otherwise never become impatient.
   */
  void inject(OwnCall call, long now) {
    for (int i = 0; i < own.size() && call.key() != null; i++) {
      OwnCall queued = own.get(i);
      if (call.key().equals(queued.key())) {
        own.set(i, call.waitingSince(queued.waitingSince()));
        queued.fail(CallFailure.Reason.SUPERSEDED, "a newer call took its place");
        advance(now);
        return;
      }
    }
    if (own.size() >= ownBound) {
      call.fail(CallFailure.Reason.QUEUE_FULL, own.size() + " calls are waiting already");
      return;
    }
    own.add(call);
    advance(now);
  }

  /** The station answered the call with this id. */
  Owner answered(String id, long now) {
    if (open != null && open.id().equals(id)) {
      OwnCall mine = open.own();
      open = null;
      if (mine == null) {
        advance(now);
        return Owner.CSMS;
      }
      bury(id, now);
      return Owner.GATEWAY;
    }
    return tombstones.containsKey(id) ? Owner.LATE : Owner.CSMS;
  }

  /** The gateway's open call, when the id is its id. */
  @Nullable OwnCall openOwn(String id) {
    return open != null && open.id().equals(id) ? open.own() : null;
  }

  /**
   * The station said that it could not read the id of something it was sent (CALLERROR "-1"). That
   * may have been an earlier call that was given up: of the open one it is not known what became.
   *
   * @return whose call was open, and is over
   */
  Owner unreadable(long now) {
    boolean mine = open != null && open.own() != null;
    if (open != null) {
      if (mine) {
        bury(open.id(), now);
      }
      abandon(
          CallFailure.Reason.TIMEOUT,
          false,
          "the station could not read the id of a call, maybe of this one (CALLERROR -1)");
      advance(now);
    }
    return mine ? Owner.GATEWAY : Owner.CSMS;
  }

  /** Ends what is over by now and lets the next call go. */
  void advance(long now) {
    expire(now);
    while (open == null) {
      OwnCall first = urgent.poll();
      OwnCall mine = own.isEmpty() ? null : own.get(0);
      boolean impatient = mine != null && now - mine.waitingSince() >= PATIENCE && !overtaken;
      if (first != null) {
        write(first, now);
      } else if (!csms.isEmpty() && (yielded || !impatient)) {
        next(now);
      } else if (mine != null) {
        own.remove(0);
        overtaken = !csms.isEmpty();
        write(mine, now);
      } else {
        return;
      }
    }
  }

  private void next(long now) {
    if (!yielded) {
      yielded = true;
      urgent.addAll(outlet.before(csms.element().frame()));
      if (!urgent.isEmpty()) {
        return;
      }
    }
    Waiting<F> next = csms.remove();
    yielded = false;
    overtaken = false;
    open = new Open<>(next.id(), null, next.frame(), now + csmsPatience);
    outlet.relay(next.frame());
  }

  private void write(OwnCall mine, long now) {
    Optional<CallFailure> refused = outlet.write(mine);
    if (refused.isPresent()) {
      mine.future().completeExceptionally(refused.get());
    } else {
      open = new Open<>(mine.id(), mine, null, now + mine.timeout().toNanos());
    }
  }

  private void expire(long now) {
    expire(own, now);
    expire(urgent, now);
    if (open != null && now - open.deadline() >= 0) {
      OwnCall mine = open.own();
      if (mine != null) {
        bury(open.id(), now);
      }
      abandon(
          CallFailure.Reason.TIMEOUT,
          true,
          "no answer within " + (mine == null ? "" : mine.timeout().toString()));
    }
  }

  private static void expire(Collection<OwnCall> queue, long now) {
    for (Iterator<OwnCall> it = queue.iterator(); it.hasNext(); ) {
      OwnCall queued = it.next();
      if (now - queued.expiresAt() >= 0) {
        it.remove();
        queued.fail(CallFailure.Reason.EXPIRED, "it waited longer than " + queued.expiry());
      }
    }
  }

  private void abandon(CallFailure.Reason reason, boolean timedOut, String why) {
    Open<F> was = open;
    open = null;
    if (was == null) {
      return;
    }
    OwnCall mine = was.own();
    F relayed = was.relayed();
    if (mine != null) {
      outlet.unanswered(mine);
      mine.fail(reason, why);
    } else if (relayed != null) {
      outlet.abandoned(relayed, timedOut);
    }
  }

  private void bury(String id, long now) {
    tombstones.values().removeIf(since -> now - since > TOMBSTONE);
    if (tombstones.size() >= MOST_TOMBSTONES) {
      Iterator<String> oldest = tombstones.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    tombstones.put(id, now);
  }

  /**
   * When {@link #advance} has to be called again, in nanoseconds from now; -1 when nothing waits.
   */
  long nextIn(long now) {
    long next = Long.MAX_VALUE;
    if (open != null) {
      next = Math.min(next, open.deadline() - now);
    }
    for (OwnCall queued : own) {
      next = Math.min(next, queued.expiresAt() - now);
    }
    for (OwnCall queued : urgent) {
      next = Math.min(next, queued.expiresAt() - now);
    }
    return next == Long.MAX_VALUE ? -1 : Math.max(next, 0);
  }

  /** How many calls of the CSMS wait. */
  int csmsWaiting() {
    return csms.size();
  }

  /** The link is gone: everything that waits ends. */
  void close() {
    csms.forEach(waiting -> outlet.discard(waiting.frame()));
    csms.clear();
    abandon(CallFailure.Reason.LINK_CLOSED, false, "the link closed before the answer came");
    own.addAll(urgent);
    urgent.clear();
    List<OwnCall> never = List.copyOf(own);
    own.clear();
    never.forEach(
        queued ->
            queued.fail(
                CallFailure.Reason.NOT_CONNECTED, "the link closed while the call was waiting"));
  }
}

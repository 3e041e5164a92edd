package dev.sluice.ocpp.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one handshake at a time take its turn for each station identity, whatever event loops they
 * are on: so at most one link comes of them, and a link begins only after the one before has ended
 * (ocpp.md 4.5). Safe for any thread.
 */
final class IdentityQueue {
  /** How many may wait for one identity. */
  static final int MOST_WAITING = 4;

  /** A handshake that wants to be the station's link. Its methods return at once. */
  interface Claimant {
    /** What it presented. */
    CredentialMark mark();

    /** Whether it presents what the CSMS, or the gateway itself, accepted for this identity. */
    boolean trusted();

    /** Where it comes from; of several that wait with the same origin the newest stays. */
    Origin origin();

    /** It is its turn, or the identity's link has ended during its turn. */
    void turn();

    /** Another one took its place. */
    void displaced();
  }

  private static final class Line {
    Claimant first;

    /** The first one becomes the link: nobody takes its place any more. */
    boolean settled;

    final Deque<Claimant> waiting = new ArrayDeque<>(1);

    Line(Claimant first) {
      this.first = first;
    }
  }

  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * Asks for a turn. The same station coming again takes the place of its older handshake, which
   * nobody reads any more; one with trusted credentials that of one without, so that strangers
   * cannot keep a station waiting.
   *
   * @return false when too many wait already
   */
  boolean enter(String stationId, Claimant claimant) {
    boolean[] entered = {true};
    lines.compute(
        stationId,
        (id, line) -> {
          if (line == null) {
            claimant.turn();
            return new Line(claimant);
          }
          if (!line.settled && goesBefore(claimant, line.first)) {
            line.first.displaced();
            line.first = claimant;
            claimant.turn();
          } else {
            entered[0] = wait(line, claimant);
          }
          return line;
        });
    return entered[0];
  }

  private static boolean goesBefore(Claimant claimant, Claimant other) {
    return claimant.mark().proves(other.mark()) || (claimant.trusted() && !other.trusted());
  }

  private static boolean wait(Line line, Claimant claimant) {
    for (Iterator<Claimant> it = line.waiting.iterator(); it.hasNext(); ) {
      Claimant older = it.next();
      if (older.origin().equals(claimant.origin())) {
        it.remove();
        older.displaced();
      }
    }
    return line.waiting.size() < MOST_WAITING && line.waiting.add(claimant);
  }

  /**
   * The CSMS has accepted this one, and it goes on to be the link.
   *
   * @return false when another one has taken its place; it is told, or was
   */
  boolean settle(String stationId, Claimant claimant) {
    boolean[] settled = {false};
    lines.computeIfPresent(
        stationId,
        (id, line) -> {
          settled[0] = line.first.equals(claimant);
          line.settled |= settled[0];
          return line;
        });
    return settled[0];
  }

  /** It is over with this one, whether it had its turn or not. */
  void leave(String stationId, Claimant claimant) {
    lines.computeIfPresent(
        stationId,
        (id, line) -> {
          if (!line.first.equals(claimant)) {
            line.waiting.remove(claimant);
            return line;
          }
          Claimant next = line.waiting.poll();
          if (next == null) {
            return null;
          }
          line.first = next;
          line.settled = false;
          next.turn();
          return line;
        });
  }

  /** The identity's link has ended: whoever waits for that looks again. */
  void linkEnded(String stationId) {
    lines.computeIfPresent(
        stationId,
        (id, line) -> {
          line.first.turn();
          return line;
        });
  }
}

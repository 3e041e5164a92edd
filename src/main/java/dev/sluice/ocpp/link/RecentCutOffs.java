package dev.sluice.ocpp.link;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The calls that were last found to be able to cut the gateway off. Safe for any thread. */
public final class RecentCutOffs {
  /** How many are kept. */
  public static final int MOST = 50;

  /**
   * One call.
   *
   * @param at when it came
   * @param action as in the frame
   * @param policy what was done; the strictest of those that the call falls under
   * @param effects what it would do: the kind of traffic, and where it has one the name of the key,
   *     variable or kind of certificate; never a value
   */
  public record CutOffSeen(
      Instant at, String stationId, String action, CutOffPolicy policy, List<String> effects) {
    public CutOffSeen {
      effects = List.copyOf(effects);
    }
  }

  private final Deque<CutOffSeen> seen = new ArrayDeque<>();

  RecentCutOffs() {}

  synchronized void add(CutOffSeen one) {
    seen.addFirst(one);
    if (seen.size() > MOST) {
      seen.removeLast();
    }
  }

  /** The newest first. */
  public synchronized List<CutOffSeen> newestFirst() {
    return List.copyOf(seen);
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.BootStates.BootState;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Follows whether the CSMS has accepted a station (ocpp.md 4.5). A boot notification that is not
 * yet answered makes the station not injectable, whatever was known before it.
 */
final class BootTracker {
  private static final int REMEMBERED = 8;

  private final Set<String> boots = new LinkedHashSet<>(2);
  private final Set<String> others = new LinkedHashSet<>(2);
  private BootState state;
  private boolean settling;

  /**
   * @param settles whether a station that was accepted before is left alone until it is known that
   *     it does not boot again
   */
  BootTracker(BootState stored, boolean settles) {
    this.state = stored;
    this.settling = settles && stored == BootState.ACCEPTED;
  }

  BootState state() {
    return state;
  }

  /** True when own calls may go to the station. */
  boolean injectable() {
    return state == BootState.ACCEPTED && boots.isEmpty() && !settling;
  }

  /** Whether it may still turn out that the station boots again. */
  boolean settling() {
    return settling;
  }

  /** A station that boots would have said so by now. */
  void settled() {
    settling = false;
  }

  /** A call of the station goes up. */
  void stationCall(String id, String action) {
    if (action.equals("BootNotification")) {
      others.clear(); // answers to calls from before this boot say nothing about it
      remember(boots, id);
    } else if (state == BootState.UNKNOWN || !boots.isEmpty() || settling) {
      remember(others, id);
    }
  }

  /** True when the answer with this id is one to a boot notification, and must be parsed. */
  boolean isBoot(String id) {
    return !boots.isEmpty() && boots.contains(id);
  }

  /** The CSMS answered a boot notification with this status; anything unexpected is unknown. */
  void bootAnswered(String status) {
    boots.clear();
    others.clear();
    settling = false;
    state =
        switch (status) {
          case "Accepted" -> BootState.ACCEPTED;
          case "Pending" -> BootState.PENDING;
          case "Rejected" -> BootState.REJECTED;
          default -> BootState.UNKNOWN;
        };
  }

  /** The CSMS answered some other call with a CALLRESULT. */
  void otherAnswered(String id) {
    if (others.isEmpty() || !others.remove(id)) {
      return;
    }
    // The station has one call open at a time: it gave up its boot notification before this call.
    boots.clear();
    settling = false;
    if (state == BootState.UNKNOWN) {
      state = BootState.ACCEPTED;
      others.clear();
    }
  }

  /** The CSMS refused a call because it knows of no accepted boot. */
  void disowned() {
    if (state == BootState.ACCEPTED) {
      state = BootState.UNKNOWN;
      others.clear();
    }
  }

  private static void remember(Set<String> ids, String id) {
    ids.add(id);
    if (ids.size() > REMEMBERED) {
      var oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
  }
}

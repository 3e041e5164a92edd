package dev.sluice.flexibility;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What of the stations is promised. At any time a station has at most one setpoint owner; envelopes
 * intersect, so any number of them may hold a station.
 */
final class CapacityLedger {
  private CapacityLedger() {}

  /**
   * The stations that another FSR's setpoint owns at some time in the window of {@code request}.
   *
   * @param open all FSRs that are not ended; the request's own earlier revision is not counted
   */
  static Set<String> ownedByOthers(Fsr request, Collection<FsrRecord> open) {
    Set<String> owned = new HashSet<>();
    if (request.serviceClass() != Fsr.ServiceClass.SETPOINT) {
      return owned;
    }
    for (FsrRecord other : open) {
      Fsr fsr = other.request();
      boolean itself = fsr.foId().equals(request.foId()) && fsr.fsrId().equals(request.fsrId());
      // A released FSR is no owner any more: the newcomer's limit replaces the one that it leaves.
      if (!itself
          && fsr.serviceClass() == Fsr.ServiceClass.SETPOINT
          && other.state() != FsrState.RELEASING
          && !other.state().terminal()
          && fsr.start().isBefore(request.end())
          && request.start().isBefore(fsr.end())) {
        for (Participation part : other.participations()) {
          if (holds(part)) {
            owned.add(part.stationId());
          }
        }
      }
    }
    return owned;
  }

  private static boolean holds(Participation part) {
    return switch (part.state()) {
      case NOT_ELIGIBLE, LEFT, DONE -> false;
      case INVITED, UNREACHABLE, ARMED, DELIVERING, LIMITED, RELEASING, FAILED -> true;
    };
  }
}

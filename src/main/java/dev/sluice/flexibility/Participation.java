package dev.sluice.flexibility;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One station's part in one FSR.
 *
 * @param stationId the station
 * @param state where it stands
 * @param reason why it is not delivering, from the closed list of fo-interface 4.6; empty otherwise
 * @param allocatedW the station's share in W, at least 0
 * @param confirmedW the limit that the station confirmed last; null when none is confirmed
 * @param installedUntil latest end of validity that the station may have been told; null when it
 *     was told nothing
 * @param profileId id of the gateway's profile at the station
 */
public record Participation(
    String stationId,
    State state,
    String reason,
    long allocatedW,
    @Nullable Long confirmedW,
    @Nullable Instant installedUntil,
    int profileId) {
  /** The closed set of states (fo-interface 4.7). */
  public enum State {
    INVITED,
    NOT_ELIGIBLE,
    UNREACHABLE,
    ARMED,
    DELIVERING,
    LIMITED,
    RELEASING,
    DONE,
    LEFT,
    FAILED
  }
}

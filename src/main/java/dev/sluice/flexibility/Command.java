package dev.sluice.flexibility;

import java.time.Instant;

/**
 * What the core wants done at one station; use-case routes carry it out.
 *
 * @param commandId unique, for logs and evidence
 * @param fsrId the FSR that it serves
 * @param useCase the contract's use case, {@code 2.1} (setpoint) or {@code 2.7} (envelope); selects
 *     the route
 * @param kind what is to be done
 * @param stationId the station
 * @param protocol subprotocol token of the station, for example {@code ocpp1.6}
 * @param limitW upper limit of the whole station in W, positive = charging; 0 pauses. Without
 *     meaning for {@link Kind#RELEASE}
 * @param phases phases for the conversion into A, 1 to 3
 * @param voltageV line-to-neutral voltage in V for the conversion into A
 * @param validFrom start of validity
 * @param validUntil end of validity; the influence ends here by itself
 * @param profileId id of the gateway's profile at the station, from the reserved block
 */
public record Command(
    String commandId,
    String fsrId,
    String useCase,
    Kind kind,
    String stationId,
    String protocol,
    long limitW,
    int phases,
    double voltageV,
    Instant validFrom,
    Instant validUntil,
    int profileId) {
  /** The closed set of things to do. */
  public enum Kind {
    /** Install a limit, replacing the one before. */
    APPLY,
    /** Prolong the limit that is installed. */
    RENEW,
    /** Remove the gateway's influence. */
    RELEASE
  }
}

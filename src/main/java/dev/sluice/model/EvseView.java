package dev.sluice.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of one EVSE.
 *
 * @param evseId number of the EVSE within its station, from 1 (the connector in OCPP 1.6)
 * @param phases phases that the EVSE can use, 1 to 3
 * @param voltageV line-to-neutral voltage in V used to convert between W and A
 * @param ratedW largest charging power in W, positive
 * @param charging whether a transaction is running; null when the station has not said
 * @param powerW power in W at the grid-side terminals, positive = charging; null when unknown
 * @param quality how {@code powerW} came to be
 * @param measuredAt when {@code powerW} was sampled; null when unknown
 */
public record EvseView(
    int evseId,
    int phases,
    double voltageV,
    long ratedW,
    @Nullable Boolean charging,
    @Nullable Long powerW,
    Quality quality,
    @Nullable Instant measuredAt) {

  /** Whether a vehicle may be drawing power: true also when the station has not said. */
  public boolean mayCharge() {
    return !Boolean.FALSE.equals(charging);
  }
}

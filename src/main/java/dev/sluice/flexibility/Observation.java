package dev.sluice.flexibility;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message of a station told, in the gateway's own terms. A member that the message did not
 * tell is null, or empty for {@code power}.
 *
 * @param stationId the station
 * @param vendor vendor from the boot notification
 * @param model model from the boot notification
 * @param evseId the EVSE that {@code charging} and {@code power} are about; null for the station
 * @param connectorId the connector of the EVSE, from 1, where it can have several (OCPP 2.x); null
 *     when the message does not tell, or there is only one
 * @param transactionId the transaction that the message is about; stands in for {@code evseId}
 *     where an earlier message named both
 * @param charging whether a transaction is running
 * @param power samples of one instant
 * @param measuredAt when they were sampled
 * @param evses how many EVSEs the station has
 * @param rateUnit unit of limits that the station accepts, {@code A} or {@code W}
 */
public record Observation(
    String stationId,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable Integer evseId,
    @Nullable Integer connectorId,
    @Nullable String transactionId,
    @Nullable Boolean charging,
    List<PowerSample> power,
    @Nullable Instant measuredAt,
    @Nullable Integer evses,
    @Nullable String rateUnit) {
  public Observation {
    power = List.copyOf(power);
  }

  /** The same of an EVSE as a whole. */
  public Observation(
      String stationId,
      @Nullable String vendor,
      @Nullable String model,
      @Nullable Integer evseId,
      @Nullable String transactionId,
      @Nullable Boolean charging,
      List<PowerSample> power,
      @Nullable Instant measuredAt,
      @Nullable Integer evses,
      @Nullable String rateUnit) {
    this(
        stationId,
        vendor,
        model,
        evseId,
        null,
        transactionId,
        charging,
        power,
        measuredAt,
        evses,
        rateUnit);
  }

  /** The same, about this EVSE. */
  Observation at(int evse) {
    return with(evse, charging);
  }

  /** The same, of which it is not known whether a transaction is running. */
  Observation withoutCharging() {
    return with(evseId, null);
  }

  private Observation with(@Nullable Integer evse, @Nullable Boolean running) {
    return new Observation(
        stationId,
        vendor,
        model,
        evse,
        connectorId,
        transactionId,
        running,
        power,
        measuredAt,
        evses,
        rateUnit);
  }
}

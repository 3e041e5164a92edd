package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call of the gateway's own to a station.
 *
 * @param stationId the station
 * @param action OCPP action, for example {@code SetChargingProfile}
 * @param payload request payload of the station's OCPP version
 * @param key last-value-wins key: a queued call with the same key is replaced by this one; null =
 *     never replaced
 * @param expiry how long the call may wait in the lane before it is dropped as stale
 * @param timeout how long an answer may take after the call was written, at most 15 s
 */
public record InjectedCall(
    String stationId,
    String action,
    JsonNode payload,
    @Nullable String key,
    Duration expiry,
    Duration timeout) {}

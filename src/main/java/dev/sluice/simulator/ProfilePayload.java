package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A CSMS's charging profile with one constant limit, absolute in time.
 *
 * @param evseId where it is installed; 0 for the whole station
 * @param limit W over all phases or A per phase; rounded down to 0.1
 * @param from start of schedule and validity
 * @param duration of the schedule; for ever when empty
 * @param transactionId for a transaction's profile
 */
public record ProfilePayload(
    int id,
    int evseId,
    int stackLevel,
    ProfilePurpose purpose,
    double limit,
    RateUnit unit,
    Instant from,
    Optional<Duration> duration,
    Optional<String> transactionId) {

  /** Begins a minute ago and has no end. */
  public static ProfilePayload of(
      int id, int evseId, int stackLevel, ProfilePurpose purpose, double limit, RateUnit unit) {
    return new ProfilePayload(
        id,
        evseId,
        stackLevel,
        purpose,
        limit,
        unit,
        Instant.now().minusSeconds(60),
        Optional.empty(),
        Optional.empty());
  }

  public ProfilePayload lasting(Duration duration) {
    return new ProfilePayload(
        id, evseId, stackLevel, purpose, limit, unit, from, Optional.of(duration), transactionId);
  }

  public ProfilePayload ofTransaction(String transactionId) {
    return new ProfilePayload(
        id, evseId, stackLevel, purpose, limit, unit, from, duration, Optional.of(transactionId));
  }

  /** The payload of SetChargingProfile. */
  public JsonNode toJson(Subprotocol protocol) {
    boolean v16 = protocol.isV16();
    ObjectNode payload = Rpc.object().put(v16 ? "connectorId" : "evseId", evseId);
    ObjectNode profile = payload.putObject(v16 ? "csChargingProfiles" : "chargingProfile");
    profile
        .put(v16 ? "chargingProfileId" : "id", id)
        .put("stackLevel", stackLevel)
        .put("chargingProfilePurpose", purpose.wireName(protocol))
        .put("chargingProfileKind", "Absolute");
    if (transactionId.isPresent() && v16) {
      profile.put("transactionId", Integer.parseInt(transactionId.get()));
    } else {
      transactionId.ifPresent(tx -> profile.put("transactionId", tx));
    }
    ObjectNode schedule = Rpc.object();
    if (!v16) {
      schedule.put("id", 1);
    }
    schedule.put("startSchedule", Rpc.time(from)).put("chargingRateUnit", unit.name());
    duration.ifPresent(span -> schedule.put("duration", span.toSeconds()));
    schedule
        .putArray("chargingSchedulePeriod")
        .addObject()
        .put("startPeriod", 0)
        .put("limit", BigDecimal.valueOf(limit).setScale(1, RoundingMode.FLOOR));
    if (v16) {
      profile.set("chargingSchedule", schedule);
    } else {
      profile.putArray("chargingSchedule").add(schedule);
    }
    return payload;
  }
}

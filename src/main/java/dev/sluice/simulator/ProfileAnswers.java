package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A station's answers about charging profiles. Confined to the station's thread. */
final class ProfileAnswers {
  private final Subprotocol protocol;
  private final List<Evse> evses;
  private final InstalledProfiles profiles;
  private final Charging charging;
  private final Clock clock;

  ProfileAnswers(
      Subprotocol protocol,
      List<Evse> evses,
      InstalledProfiles profiles,
      Charging charging,
      Clock clock) {
    this.protocol = protocol;
    this.evses = evses;
    this.profiles = profiles;
    this.charging = charging;
    this.clock = clock;
  }

  JsonNode set(JsonNode request) {
    boolean v16 = protocol.isV16();
    int evseId = request.path(v16 ? "connectorId" : "evseId").asInt(-1);
    return install(evseId, request.path(v16 ? "csChargingProfiles" : "chargingProfile"));
  }

  JsonNode install(int evseId, JsonNode profile) {
    Transaction transaction =
        evseId >= 1 && evseId <= evses.size() ? evses.get(evseId - 1).transaction : null;
    Optional<String> refusal =
        profiles.install(evseId, profile, Transaction.runningOf(transaction), clock.instant());
    ObjectNode answer = Rpc.status(refusal.isEmpty() ? "Accepted" : "Rejected");
    if (refusal.isPresent() && !protocol.isV16()) {
      answer.putObject("statusInfo").put("reasonCode", refusal.get());
    }
    return answer;
  }

  JsonNode clear(JsonNode request) {
    return Rpc.status(profiles.clear(request) > 0 ? "Accepted" : "Unknown");
  }

  JsonNode composite(JsonNode request) {
    boolean v16 = protocol.isV16();
    int evseId = request.path(v16 ? "connectorId" : "evseId").asInt(-1);
    if (evseId < 0 || evseId > evses.size()) {
      return Rpc.status("Rejected");
    }
    Instant now = clock.instant();
    RateUnit unit = "W".equals(request.path("chargingRateUnit").asText()) ? RateUnit.W : RateUnit.A;
    // The sum over the station is told for as many conductors as the supply has.
    Supply supply = evses.get(0).supply;
    List<Instant> running =
        evses.stream()
            .filter(e -> evseId == 0 || e.id == evseId)
            .flatMap(e -> Optional.ofNullable(e.transaction).stream())
            .map(Transaction::scheduleStart)
            .toList();
    ObjectNode schedule =
        CompositeSchedule.of(
            profiles.all(),
            running,
            at ->
                evseId == 0
                    ? charging.effectiveLimitW(at)
                    : charging.evseLimitW(evses.get(evseId - 1), at),
            now,
            Math.max(1, request.path("duration").asLong()),
            unit,
            supply);
    ObjectNode answer = Rpc.status("Accepted");
    if (v16) {
      schedule.put("startSchedule", Rpc.time(now));
      answer.put("connectorId", evseId).put("scheduleStart", Rpc.time(now));
      answer.set("chargingSchedule", schedule);
    } else {
      schedule.put("evseId", evseId).put("scheduleStart", Rpc.time(now));
      answer.set("schedule", schedule);
    }
    return answer;
  }
}

package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The guard's rule (design D4), on the finished message, whatever route or table made it. Until
 * profiles are merged with the CSMS's own it lets through only what a station combines by minimum:
 * limits of the station-maximum purpose that end by themselves.
 */
public final class ProfileGuard {
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Set<String> READING =
      Set.of("GetConfiguration", "GetVariables", "GetCompositeSchedule");

  /** Answered by calls of the station's that carry the request's id (ocpp.md 4.4). */
  private static final Set<String> REPORTED =
      Set.of(
          "GetChargingProfiles",
          "GetBaseReport",
          "GetReport",
          "GetMonitoringReport",
          "GetDERControl");

  /** What may be triggered: it tells something and changes nothing. */
  private static final Set<String> TRIGGERED =
      Set.of("StatusNotification", "MeterValues", "Heartbeat", "TransactionEvent");

  // Members that limit and do nothing else. Whatever is not here may discharge, hold or loosen.
  private static final Set<String> REQUEST =
      Set.of("connectorId", "evseId", "csChargingProfiles", "chargingProfile");
  private static final Set<String> PROFILE =
      Set.of(
          "chargingProfileId",
          "id",
          "stackLevel",
          "chargingProfilePurpose",
          "chargingProfileKind",
          "validFrom",
          "validTo",
          "chargingSchedule");
  private static final Set<String> SCHEDULE =
      Set.of("id", "startSchedule", "duration", "chargingRateUnit", "chargingSchedulePeriod");
  private static final Set<String> PERIOD = Set.of("startPeriod", "limit", "numberPhases");

  private static final String BASELINE =
      "the station may hold a station-maximum profile of the CSMS's from before the gateway saw it,"
          + " which this one would replace: set sluice.stations.baseline=none if it holds none, or"
          + " let the CSMS send ClearChargingProfile without criteria or for this purpose";

  private ProfileGuard() {}

  /** Why a call of the gateway's own must not be sent; empty when it may. */
  public static Optional<String> refusal(
      Subprotocol subprotocol, String action, JsonNode payload, ProfileShadow shadow, Instant now) {
    if (READING.contains(action)) {
      return Optional.empty();
    }
    if (REPORTED.contains(action)) {
      return OwnRequests.owns(payload.path("requestId"))
          ? Optional.empty()
          : Optional.of(
              "the reports that answer "
                  + action
                  + " would reach the CSMS; requestId must be from "
                  + OwnRequests.FIRST_ID
                  + " to "
                  + OwnRequests.LAST_ID);
    }
    return switch (action) {
      case "TriggerMessage" ->
          TRIGGERED.contains(payload.path("requestedMessage").asText())
              ? Optional.empty()
              : Optional.of("only these may be triggered: " + new TreeSet<>(TRIGGERED));
      case "ClearChargingProfile" -> clear(subprotocol, payload);
      case "SetChargingProfile" -> set(subprotocol, payload, shadow, now);
      default -> Optional.of(action + " is not among the calls that the gateway may make");
    };
  }

  private static Optional<String> clear(Subprotocol subprotocol, JsonNode payload) {
    JsonNode id = payload.path(subprotocol.isV16() ? "id" : "chargingProfileId");
    return id.canConvertToInt() && OwnProfiles.owns(id.intValue()) && payload.size() == 1
        ? Optional.empty()
        : Optional.of("only one profile of the gateway's own may be cleared, by its id alone");
  }

  private static Optional<String> set(
      Subprotocol subprotocol, JsonNode payload, ProfileShadow shadow, Instant now) {
    InstalledProfile profile = InstalledProfile.of(subprotocol, payload, true);
    if (profile == null || !OwnProfiles.owns(profile.id())) {
      return Optional.of("the profile id is not in the gateway's own block");
    }
    JsonNode body = payload.path(subprotocol.isV16() ? "csChargingProfiles" : "chargingProfile");
    Optional<String> foreign =
        foreign("the request", payload, REQUEST).or(() -> foreign("the profile", body, PROFILE));
    if (foreign.isPresent()) {
      return foreign;
    }
    if (!profile.stationMax() || profile.evseId() != 0) {
      return Optional.of("only the station-maximum purpose, on the whole station, is allowed");
    }
    if (profile.stackLevel() != 0) {
      return Optional.of("only stack level 0 is allowed: a higher one overrides the CSMS's");
    }
    if (!body.path("chargingProfileKind").asText().equals("Absolute")) {
      return Optional.of("only the kind Absolute is allowed");
    }
    if (profile.validTo() == null
        || profile.endedBy(now)
        || profile.validTo().isAfter(now.plus(LONGEST))) {
      return Optional.of("validTo must be in the future and at most 24 hours away");
    }
    if (!shadow.baselineKnown()) {
      return Optional.of(BASELINE);
    }
    if (shadow.csmsHasStationMax(now)) {
      return Optional.of("the CSMS has a station-maximum profile of its own installed");
    }
    JsonNode schedules = body.path("chargingSchedule");
    if (schedules.isArray()) {
      if (schedules.size() != 1) {
        return Optional.of("exactly one schedule is allowed");
      }
      return schedule(schedules.get(0));
    }
    return schedule(schedules);
  }

  private static Optional<String> foreign(String where, JsonNode object, Set<String> allowed) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        return Optional.of(
            "only limits are allowed: " + where + " has the member " + name + ", which is not one");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> schedule(JsonNode schedule) {
    Optional<String> unknown = foreign("the schedule", schedule, SCHEDULE);
    if (unknown.isPresent()) {
      return unknown;
    }
    if (schedule.path("duration").asLong(0) <= 0
        || schedule.path("duration").asLong() > LONGEST.toSeconds()) {
      return Optional.of("the schedule must have a duration of at most 24 hours");
    }
    JsonNode periods = schedule.path("chargingSchedulePeriod");
    if (periods.isEmpty()) {
      return Optional.of("the schedule has no period");
    }
    for (JsonNode period : periods) {
      if (!period.path("limit").isNumber() || period.path("limit").decimalValue().signum() < 0) {
        return Optional.of("every period needs a limit that is not negative");
      }
      Optional<String> more = foreign("a period", period, PERIOD);
      if (more.isPresent()) {
        return more;
      }
    }
    return Optional.empty();
  }
}

package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the charging profile of a message of any version. */
final class ProfileReader {
  static final int MAX_STACK_LEVEL = 10;
  static final int MAX_PERIODS = 100;

  private ProfileReader() {}

  /**
   * @param profile the object {@code csChargingProfiles} (1.6) or {@code chargingProfile} (2.x)
   * @param now the start of an absolute OCPP 1.6 schedule that names none
   * @throws ProfileRefused when the station cannot follow it
   */
  static ChargingProfile read(Subprotocol protocol, int evseId, JsonNode profile, Instant now)
      throws ProfileRefused {
    boolean v16 = protocol.isV16();
    JsonNode schedules = profile.path("chargingSchedule");
    // Alternatives beyond the first are for cars that choose by ISO 15118; these cars do not.
    JsonNode schedule = schedules.isArray() ? schedules.path(0) : schedules;
    ProfilePurpose purpose =
        ProfilePurpose.of(protocol, profile.path("chargingProfilePurpose").asText())
            .orElseThrow(() -> new ProfileRefused("InvalidValue", "Unknown purpose"));
    int stackLevel = profile.path("stackLevel").asInt(-1);
    if (stackLevel < 0 || stackLevel > MAX_STACK_LEVEL) {
      throw new ProfileRefused("InvalidStackLevel", "Stack level " + stackLevel);
    }
    ChargingProfile.Kind kind = kind(profile);
    Instant start = instant(schedule, "startSchedule");
    if (start == null && kind != ChargingProfile.Kind.RELATIVE) {
      if (!v16) {
        throw new ProfileRefused("InvalidSchedule", "startSchedule is missing");
      }
      start = now;
    }
    JsonNode transaction = profile.path("transactionId");
    return new ChargingProfile(
        profile.path(v16 ? "chargingProfileId" : "id").asInt(),
        evseId,
        stackLevel,
        purpose,
        kind,
        instant(profile, "validFrom"),
        instant(profile, "validTo"),
        transaction.isMissingNode() ? null : transaction.asText(),
        start,
        schedule.has("duration") ? Duration.ofSeconds(schedule.path("duration").asLong()) : null,
        "W".equals(schedule.path("chargingRateUnit").asText()) ? RateUnit.W : RateUnit.A,
        periods(schedule.path("chargingSchedulePeriod")));
  }

  private static ChargingProfile.Kind kind(JsonNode profile) throws ProfileRefused {
    String kind = profile.path("chargingProfileKind").asText();
    return switch (kind) {
      case "Absolute" -> ChargingProfile.Kind.ABSOLUTE;
      case "Relative" -> ChargingProfile.Kind.RELATIVE;
      case "Recurring" ->
          "Weekly".equals(profile.path("recurrencyKind").asText())
              ? ChargingProfile.Kind.WEEKLY
              : ChargingProfile.Kind.DAILY;
      default -> throw new ProfileRefused("UnsupportedKind", "Kind " + kind);
    };
  }

  private static List<ChargingProfile.Period> periods(JsonNode array) throws ProfileRefused {
    List<ChargingProfile.Period> periods = new ArrayList<>();
    long last = -1;
    for (JsonNode period : array) {
      String mode = period.path("operationMode").asText("ChargingOnly");
      if (!mode.equals("ChargingOnly")) {
        throw new ProfileRefused("InvalidSchedule", "Operation mode " + mode);
      }
      long start = period.path("startPeriod").asLong(-1);
      double limit = period.path("limit").asDouble(-1);
      if (start <= last || (periods.isEmpty() && start != 0) || !(limit >= 0)) {
        throw new ProfileRefused("InvalidSchedule", "Period at " + start + " with " + limit);
      }
      last = start;
      periods.add(new ChargingProfile.Period(start, limit));
    }
    if (periods.isEmpty() || periods.size() > MAX_PERIODS) {
      throw new ProfileRefused("InvalidSchedule", periods.size() + " periods");
    }
    return List.copyOf(periods);
  }

  private static @Nullable Instant instant(JsonNode node, String field) throws ProfileRefused {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new ProfileRefused("InvalidValue", field + " is not a date and time");
    }
  }
}

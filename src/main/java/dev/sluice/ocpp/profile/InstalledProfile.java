package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A charging profile that a station accepted, as far as its identity goes.
 *
 * @param id the profile's id
 * @param evseId the EVSE (connector in 1.6), 0 for the whole station
 * @param purpose the purpose as the version spells it
 * @param stackLevel the stack level
 * @param validTo when it ends; null when it has no end
 * @param own whether the gateway installed it; the id alone does not say so, since nothing keeps a
 *     CSMS from using an id of the gateway's block
 */
record InstalledProfile(
    int id, int evseId, String purpose, int stackLevel, @Nullable Instant validTo, boolean own) {
  private static final Set<String> STATION_MAX =
      Set.of("ChargePointMaxProfile", "ChargingStationMaxProfile");

  /**
   * Reads the profile of a SetChargingProfile request; null when it has none that can be
   * understood.
   */
  static @Nullable InstalledProfile of(Subprotocol subprotocol, JsonNode request, boolean own) {
    boolean v16 = subprotocol.isV16();
    JsonNode profile = request.path(v16 ? "csChargingProfiles" : "chargingProfile");
    JsonNode id = profile.path(v16 ? "chargingProfileId" : "id");
    if (!id.canConvertToInt()) {
      return null;
    }
    return new InstalledProfile(
        id.intValue(),
        request.path(v16 ? "connectorId" : "evseId").asInt(0),
        profile.path("chargingProfilePurpose").asText(""),
        profile.path("stackLevel").asInt(0),
        time(profile.path("validTo")),
        own);
  }

  static @Nullable Instant time(JsonNode node) {
    if (!node.isTextual()) {
      return null;
    }
    try {
      return java.time.OffsetDateTime.parse(node.textValue()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  boolean stationMax() {
    return stationMax(purpose);
  }

  /** Whether a purpose, in the spelling of any version, is the station maximum. */
  static boolean stationMax(String purpose) {
    return STATION_MAX.contains(purpose);
  }

  boolean endedBy(Instant now) {
    return validTo != null && !validTo.isAfter(now);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("evseId", evseId).put("purpose", purpose).put("stackLevel", stackLevel);
    if (validTo != null) {
      json.put("validTo", validTo.toString());
    }
    return json.put("own", own);
  }

  /**
   * @param subprotocol the version in use now, which may be another one than when it was stored: a
   *     purpose that both have is renamed
   */
  static InstalledProfile fromJson(Subprotocol subprotocol, JsonNode json) {
    int id = json.path("id").asInt();
    String purpose = json.path("purpose").asText();
    return new InstalledProfile(
        id,
        json.path("evseId").asInt(),
        STATION_MAX.contains(purpose) ? spelt(subprotocol) : purpose,
        json.path("stackLevel").asInt(),
        time(json.path("validTo")),
        json.path("own").asBoolean(OwnProfiles.owns(id)));
  }

  private static String spelt(Subprotocol subprotocol) {
    return subprotocol.isV16() ? "ChargePointMaxProfile" : "ChargingStationMaxProfile";
  }
}

package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A charging profile that a station accepted, as far as its identity goes.
 *
 * @param id the profile's id
 * @param evseId the EVSE (connector in 1.6), 0 for the whole station
 * @param purpose the purpose as the version spells it
 * @param stackLevel the stack level
 * @param validTo when it ends; null when it has no end
 */
record InstalledProfile(
    int id, int evseId, String purpose, int stackLevel, @Nullable Instant validTo) {

  /**
   * Reads the profile of a SetChargingProfile request; null when it has none that can be
   * understood.
   */
  static @Nullable InstalledProfile of(Subprotocol subprotocol, JsonNode request) {
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
        time(profile.path("validTo")));
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
    return purpose.equals("ChargePointMaxProfile") || purpose.equals("ChargingStationMaxProfile");
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
    return json;
  }

  static InstalledProfile fromJson(JsonNode json) {
    return new InstalledProfile(
        json.path("id").asInt(),
        json.path("evseId").asInt(),
        json.path("purpose").asText(),
        json.path("stackLevel").asInt(),
        time(json.path("validTo")));
  }
}

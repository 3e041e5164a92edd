package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;

/** The block of charging-profile ids that is the gateway's own (ocpp.md 4.7). */
public final class OwnProfiles {
  public static final int FIRST_ID = 1_900_000_000;
  public static final int LAST_ID = 1_900_000_999;

  private OwnProfiles() {}

  public static boolean owns(int profileId) {
    return profileId >= FIRST_ID && profileId <= LAST_ID;
  }

  /** The ClearChargingProfile request that removes exactly one profile. */
  public static JsonNode clear(Subprotocol subprotocol, int profileId) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    return request.put(subprotocol.isV16() ? "id" : "chargingProfileId", profileId);
  }
}

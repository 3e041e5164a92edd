package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows to be installed at one station: the CSMS's profiles and its own, fed in
 * the order in which the station saw the calls. Only what the station accepted counts. Not safe for
 * several threads; it lives on the station's event loop.
 */
public final class ProfileShadow {
  /**
   * A station holds tens of profiles; what goes beyond this is kept out, and the guard then assumes
   * the worst.
   */
  private static final int MOST_PROFILES = 512;

  private final Subprotocol subprotocol;
  private final Map<Integer, InstalledProfile> profiles = new LinkedHashMap<>();
  private boolean overflowed;
  private boolean baselineKnown = true;
  private @Nullable InstalledProfile proposed;
  private List<InstalledProfile> displaced = List.of();

  /** Of a station that held nothing before. */
  public ProfileShadow(Subprotocol subprotocol) {
    this.subprotocol = subprotocol;
  }

  /** Of a station that may have held profiles before it was first seen. */
  public static ProfileShadow unknown(Subprotocol subprotocol) {
    ProfileShadow shadow = new ProfileShadow(subprotocol);
    shadow.baselineKnown = false;
    return shadow;
  }

  /** Of a station of which something was known that can no longer be read: the worst is assumed. */
  public static ProfileShadow unreadable(Subprotocol subprotocol) {
    ProfileShadow shadow = unknown(subprotocol);
    shadow.overflowed = true;
    return shadow;
  }

  /** The station held no station maximum before it was first seen. */
  public void nothingBefore() {
    baselineKnown = true;
  }

  /**
   * Whether it is known which station maximums of the CSMS's the station held before it was first
   * seen, or that they are gone.
   */
  public boolean baselineKnown() {
    return baselineKnown;
  }

  /**
   * The CSMS called and the station answered with a CALLRESULT. A profile that cannot be understood
   * counts as a station maximum.
   *
   * @return whether a profile of the gateway's own is gone because of it
   */
  public boolean csmsCall(String action, JsonNode request, JsonNode response, Instant now) {
    profiles.values().removeIf(profile -> profile.endedBy(now));
    List<Integer> before = ownInstalled();
    called(action, request, response, false);
    return !ownInstalled().containsAll(before);
  }

  /** The gateway called and the station answered with a CALLRESULT. */
  public void ownCall(String action, JsonNode request, JsonNode response, Instant now) {
    profiles.values().removeIf(profile -> profile.endedBy(now));
    called(action, request, response, true);
  }

  /**
   * A limit of the gateway's own is being written; it counts as installed until {@link
   * #ownSettled}.
   */
  public void ownProposed(JsonNode request, Instant now) {
    profiles.values().removeIf(profile -> profile.endedBy(now));
    proposed = InstalledProfile.of(subprotocol, request, true);
    if (proposed == null) {
      overflowed = true;
      displaced = List.of();
    } else {
      InstalledProfile set = proposed;
      displaced = profiles.values().stream().filter(known -> replaces(set, known)).toList();
      install(set);
    }
  }

  /**
   * The station answered what was proposed. What was learnt of the CSMS's profiles in the meantime
   * stays.
   */
  public void ownSettled(boolean accepted) {
    InstalledProfile set = proposed;
    proposed = null;
    if (set == null) {
      return;
    }
    if (accepted) {
      profiles.putIfAbsent(set.id(), set);
    } else {
      profiles.remove(set.id(), set);
      displaced.forEach(known -> profiles.putIfAbsent(known.id(), known));
    }
  }

  private void called(String action, JsonNode request, JsonNode response, boolean own) {
    String status = response.path("status").asText("");
    if (action.equals("SetChargingProfile") && status.equals("Accepted")) {
      InstalledProfile set = InstalledProfile.of(subprotocol, request, own);
      if (set == null) {
        overflowed = true; // something is installed, and nobody can say what
      } else {
        install(set);
      }
    } else if (action.equals("ClearChargingProfile") && !status.isEmpty()) {
      clear(request, status.equals("Accepted") || status.equals("Unknown"));
    }
  }

  private void install(InstalledProfile set) {
    profiles.values().removeIf(known -> replaces(set, known));
    if (profiles.size() >= MOST_PROFILES) {
      overflowed = true;
    } else {
      profiles.put(set.id(), set);
    }
  }

  /**
   * Same id replaces; in 1.6 so does the same purpose and stack level of the same connector
   * (ocpp.md 4.7).
   */
  private boolean replaces(InstalledProfile set, InstalledProfile known) {
    return known.id() == set.id()
        || (subprotocol.isV16()
            && known.purpose().equals(set.purpose())
            && known.stackLevel() == set.stackLevel()
            && known.evseId() == set.evseId());
  }

  private void clear(JsonNode request, boolean done) {
    boolean v16 = subprotocol.isV16();
    JsonNode id = request.path(v16 ? "id" : "chargingProfileId");
    JsonNode criteria = v16 ? request : request.path("chargingProfileCriteria");
    JsonNode evse = criteria.path(v16 ? "connectorId" : "evseId");
    JsonNode purpose = criteria.path("chargingProfilePurpose");
    JsonNode level = criteria.path("stackLevel");
    // Errata 3.25: what is given is combined with AND; nothing given clears everything.
    profiles
        .values()
        .removeIf(
            known ->
                (id.isMissingNode() || id.asInt() == known.id())
                    && (evse.isMissingNode() || evse.asInt() == known.evseId())
                    && (purpose.isMissingNode() || purpose.asText().equals(known.purpose()))
                    && (level.isMissingNode() || level.asInt() == known.stackLevel()));
    boolean everyStationMax =
        id.isMissingNode()
            && level.isMissingNode()
            && evse.asInt(0) == 0
            && (purpose.isMissingNode() || InstalledProfile.stationMax(purpose.asText()));
    if (done && everyStationMax) {
      overflowed = false;
      baselineKnown = true;
    }
  }

  /**
   * Whether the CSMS itself has a station-maximum profile installed that has not ended, or may
   * have.
   */
  public boolean csmsHasStationMax(Instant now) {
    return overflowed
        || profiles.values().stream()
            .anyMatch(profile -> profile.stationMax() && !profile.own() && !profile.endedBy(now));
  }

  /**
   * The gateway's own station-maximum profiles that have to go before the CSMS's call is passed on,
   * because within one purpose the higher stack level wins and does not combine.
   */
  public List<Integer> ownToClearBefore(String action, JsonNode csmsRequest) {
    if (!action.equals("SetChargingProfile")) {
      return List.of();
    }
    InstalledProfile set = InstalledProfile.of(subprotocol, csmsRequest, false);
    // One that cannot be understood may be a station maximum.
    return set == null || set.stationMax() ? ownInstalled() : List.of();
  }

  /** The ids of the gateway's own profiles that the station may still have. */
  public List<Integer> ownInstalled() {
    return profiles.values().stream()
        .filter(InstalledProfile::own)
        .map(InstalledProfile::id)
        .toList();
  }

  /** A document that {@link #fromJson} reads. */
  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("overflowed", overflowed).put("baselineKnown", baselineKnown);
    ArrayNode list = json.putArray("profiles");
    profiles.values().forEach(profile -> list.add(profile.toJson()));
    return json;
  }

  /**
   * Reads what {@link #toJson} made; of anything else it is {@link #unreadable}.
   *
   * @param subprotocol the version in use now; the document may have been made under another one
   */
  public static ProfileShadow fromJson(Subprotocol subprotocol, JsonNode json) {
    if (!json.path("overflowed").isBoolean() || !json.path("profiles").isArray()) {
      return unreadable(subprotocol);
    }
    ProfileShadow shadow = new ProfileShadow(subprotocol);
    shadow.overflowed = json.path("overflowed").asBoolean();
    shadow.baselineKnown = json.path("baselineKnown").asBoolean();
    for (JsonNode profile : json.path("profiles")) {
      shadow.install(InstalledProfile.fromJson(subprotocol, profile));
    }
    return shadow;
  }
}

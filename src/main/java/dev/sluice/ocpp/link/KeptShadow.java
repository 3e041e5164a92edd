package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.ocpp.profile.ProfileShadow;
import dev.sluice.ocpp.wire.Subprotocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station's shadow, stored after each change. What may be installed counts as installed, until
 * the station says otherwise.
 */
final class KeptShadow {
  private static final Logger LOG = LoggerFactory.getLogger(KeptShadow.class);
  private static final JsonNode OBEYED =
      JsonNodeFactory.instance.objectNode().put("status", "Accepted");

  private final String stationId;
  private final LinkShared shared;
  private final ProfileShadow shadow;

  KeptShadow(String stationId, Subprotocol subprotocol, LinkShared shared) {
    this.stationId = stationId;
    this.shared = shared;
    this.shadow = stored(stationId, subprotocol, shared);
    if (shared.settings().baseline() == Baseline.NONE) {
      shadow.nothingBefore();
    }
  }

  private static ProfileShadow stored(
      String stationId, Subprotocol subprotocol, LinkShared shared) {
    try {
      return shared
          .shadows()
          .get(stationId)
          .map(document -> ProfileShadow.fromJson(subprotocol, document))
          .orElseGet(() -> ProfileShadow.unknown(subprotocol));
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: its stored profiles cannot be read; no limits until the CSMS clears its own",
          stationId,
          e);
      return ProfileShadow.unreadable(subprotocol);
    }
  }

  /** What is known now; not to be kept. */
  ProfileShadow now() {
    return shadow;
  }

  /** The station answered a call of the CSMS's. */
  void csmsAnswered(String action, JsonNode request, JsonNode response) {
    if (shadow.csmsCall(action, request, response, shared.clock().instant())) {
      shared.ownProfileGone(stationId);
    }
    store();
  }

  /** A call of the CSMS's may have been obeyed; nobody will know. */
  void csmsUnanswered(String action, JsonNode request) {
    if (action.equals("SetChargingProfile")) {
      csmsAnswered(action, request, OBEYED);
    }
  }

  /**
   * A call of the gateway's own is being written. A limit is stored as installed before the station
   * sees it: the gateway may not live to hear the answer.
   */
  void ownWritten(OwnCall call) {
    if (call.action().equals("SetChargingProfile")) {
      shadow.ownProposed(call.payload(), shared.clock().instant());
      store();
    }
  }

  /**
   * The station answered the open call of the gateway's.
   *
   * @param response the CALLRESULT's payload; null when it was a CALLERROR
   */
  void ownAnswered(OwnCall call, @Nullable JsonNode response) {
    if (call.action().equals("SetChargingProfile")) {
      shadow.ownSettled(response != null && response.path("status").asText().equals("Accepted"));
      store();
    } else if (call.action().equals("ClearChargingProfile") && response != null) {
      shadow.ownCall(call.action(), call.payload(), response, shared.clock().instant());
      store();
    }
  }

  /** It is not known what the station did with a call of the gateway's: it may have obeyed. */
  void ownUnanswered(OwnCall call) {
    if (call.action().equals("SetChargingProfile")) {
      shadow.ownSettled(true);
      store();
    }
  }

  private void store() {
    shared.shadows().put(stationId, shadow.toJson());
  }
}

package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.SignedMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of the CSMS's that changes which profiles a station has, as far as the gateway can read
 * it. Setting a profile is understood in the worst way that the frames allow.
 *
 * @param action the action without the mark of a signed message
 * @param request the payload, of a signed message the one inside; {@link MissingNode} when it
 *     cannot be read
 */
record CsmsProfileCall(String action, JsonNode request) {
  private static final String SET = "SetChargingProfile";
  private static final Set<String> ACTIONS =
      Set.of(SET, SET + "-Signed", "ClearChargingProfile", "ClearChargingProfile-Signed");
  private static final JsonNode OBEYED =
      JsonNodeFactory.instance.objectNode().put("status", "Accepted");

  /** Whether calls with this action are such calls. */
  static boolean is(String action) {
    return ACTIONS.contains(action);
  }

  /** Whether a call with this action installs a profile. */
  static boolean sets(String action) {
    return is(action) && SignedMessage.plain(action).equals(SET);
  }

  /**
   * @param action one of those that {@link #is} names
   * @param frame the CALL
   */
  static CsmsProfileCall of(String action, byte[] frame) {
    JsonNode payload = Payloads.of(frame);
    return new CsmsProfileCall(
        SignedMessage.plain(action),
        payload == null ? MissingNode.getInstance() : opened(action, payload));
  }

  private static JsonNode opened(String action, JsonNode payload) {
    return SignedMessage.is(action) ? SignedMessage.payload(payload) : payload;
  }

  /**
   * What the station's answer has to be taken for; null when it changed nothing, or nothing that
   * matters.
   *
   * @param frame CALLRESULT or CALLERROR
   */
  @Nullable JsonNode response(byte[] frame) {
    OcppFrame answer;
    try {
      answer = FrameText.parse(frame);
    } catch (FrameFormatException e) {
      return action.equals(SET) ? OBEYED : null;
    }
    if (!(answer instanceof OcppFrame.CallResult result)) {
      return null;
    }
    JsonNode response = result.payload();
    if (response.path("payload").isTextual()) {
      response = SignedMessage.payload(response); // the answer may be signed too
    }
    if (action.equals(SET)) {
      return response.path("status").isTextual() ? response : OBEYED;
    }
    return request.isMissingNode() ? null : response;
  }
}

package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of the CSMS's that changes which profiles a station has, as far as the gateway can read
 * it. Setting a profile is understood in the worst way that the frames allow.
 *
 * @param action the action without the mark of a signed message
 * @param request the payload; {@link MissingNode} when it cannot be read
 */
record CsmsProfileCall(String action, JsonNode request) {
  private static final String SET = "SetChargingProfile";

  /** Payloads of signed messages (part 4, 7) are not opened here. */
  private static final String SIGNED_SET = SET + "-Signed";

  private static final Set<String> ACTIONS = Set.of(SET, SIGNED_SET, "ClearChargingProfile");
  private static final JsonNode OBEYED =
      JsonNodeFactory.instance.objectNode().put("status", "Accepted");

  /** Whether calls with this action are such calls. */
  static boolean is(String action) {
    return ACTIONS.contains(action);
  }

  /** Whether a call with this action installs a profile. */
  static boolean sets(String action) {
    return action.equals(SET) || action.equals(SIGNED_SET);
  }

  /**
   * @param action one of those that {@link #is} names
   * @param frame the CALL
   */
  static CsmsProfileCall of(String action, byte[] frame) {
    JsonNode payload = action.equals(SIGNED_SET) ? null : Payloads.of(frame);
    return new CsmsProfileCall(
        sets(action) ? SET : action, payload == null ? MissingNode.getInstance() : payload);
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
    if (action.equals(SET)) {
      return result.payload().path("status").isTextual() ? result.payload() : OBEYED;
    }
    return request.isMissingNode() ? null : result.payload();
  }
}

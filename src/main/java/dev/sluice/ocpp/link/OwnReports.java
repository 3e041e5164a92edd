package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.ocpp.profile.OwnRequests;
import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;

/**
 * Reports that a station sends because the gateway asked for them: the CSMS must not see them, so
 * they are answered here (ocpp.md 4.4).
 */
final class OwnReports {
  private OwnReports() {}

  /** Whether a call of the station's is such a report. */
  static boolean own(FrameHead head, ByteCursor text) {
    if (head.messageType() != FrameHead.CALL || !OwnRequests.mayReport(head.action())) {
      return false;
    }
    JsonNode payload = Payloads.of(text);
    return payload != null && OwnRequests.owns(payload.path("requestId"));
  }

  /** The answer: all of these reports are answered with an empty object. */
  static byte[] answer(FrameHead head) {
    return FrameText.write(
        new OcppFrame.CallResult(head.messageId(), JsonNodeFactory.instance.objectNode()));
  }
}

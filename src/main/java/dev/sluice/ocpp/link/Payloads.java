package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import org.jspecify.annotations.Nullable;

/** The payloads of relayed frames that the gateway has to understand. */
final class Payloads {
  private Payloads() {}

  /** The payload of a CALL or CALLRESULT; null of anything else. */
  static @Nullable JsonNode of(byte[] frame) {
    try {
      OcppFrame parsed = FrameText.parse(frame);
      if (parsed instanceof OcppFrame.Call call) {
        return call.payload();
      }
      return parsed instanceof OcppFrame.CallResult result ? result.payload() : null;
    } catch (FrameFormatException e) {
      return null;
    }
  }

  /** The same of a frame that is being relayed. */
  static @Nullable JsonNode of(ByteCursor frame) {
    return of(frame.bytes());
  }
}

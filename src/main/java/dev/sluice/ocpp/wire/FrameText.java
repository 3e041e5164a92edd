package dev.sluice.ocpp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.ocpp.wire.OcppFrame.Call;
import dev.sluice.ocpp.wire.OcppFrame.CallError;
import dev.sluice.ocpp.wire.OcppFrame.CallResult;
import dev.sluice.ocpp.wire.OcppFrame.CallResultError;
import dev.sluice.ocpp.wire.OcppFrame.Send;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Frames as UTF-8 text and back. Decimal numbers keep their digits: limits must not pick up binary
 * noise.
 */
public final class FrameText {
  private static final int DEEPEST = 64;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private FrameText() {}

  /** Reads a whole frame. */
  public static OcppFrame parse(byte[] utf8) throws FrameFormatException {
    JsonNode frame = tree(utf8);
    if (!frame.isArray() || frame.size() < 3) {
      throw new FrameFormatException("an OCPP-J frame is a JSON array of at least three elements");
    }
    if (!frame.get(0).isInt() || !frame.get(1).isTextual()) {
      throw new FrameFormatException("a frame begins with a message type number and an id string");
    }
    String id = frame.get(1).textValue();
    return switch (frame.get(0).intValue()) {
      case FrameHead.CALL -> new Call(id, action(frame), payload(frame, 3));
      case FrameHead.CALLRESULT -> new CallResult(id, payload(frame, 2));
      case FrameHead.CALLERROR -> new CallError(id, text(frame, 2), text(frame, 3), details(frame));
      case FrameHead.CALLRESULTERROR ->
          new CallResultError(id, text(frame, 2), text(frame, 3), details(frame));
      case FrameHead.SEND -> new Send(id, action(frame), payload(frame, 3));
      default ->
          throw new FrameFormatException("message type " + frame.get(0) + " is none of 2 to 6");
    };
  }

  /** Reads any JSON, with the limits of a frame. */
  static JsonNode tree(byte[] utf8) throws FrameFormatException {
    try {
      JsonNode read = JSON.readTree(utf8);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      throw new FrameFormatException("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new FrameFormatException("not readable: " + e.getMessage());
    }
  }

  /** Writes a frame. */
  public static byte[] write(OcppFrame frame) {
    ArrayNode array = JSON.createArrayNode();
    if (frame instanceof Call call) {
      array.add(FrameHead.CALL).add(call.id()).add(call.action()).add(call.payload());
    } else if (frame instanceof CallResult result) {
      array.add(FrameHead.CALLRESULT).add(result.id()).add(result.payload());
    } else if (frame instanceof CallError error) {
      array.add(FrameHead.CALLERROR).add(error.id());
      array.add(error.code()).add(error.description()).add(error.details());
    } else if (frame instanceof CallResultError error) {
      array.add(FrameHead.CALLRESULTERROR).add(error.id());
      array.add(error.code()).add(error.description()).add(error.details());
    } else if (frame instanceof Send send) {
      array.add(FrameHead.SEND).add(send.id()).add(send.action()).add(send.payload());
    }
    try {
      return JSON.writeValueAsBytes(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  /** The text of a quoted JSON string; null when it is not one. */
  static @Nullable String string(byte[] quoted) {
    try {
      JsonNode node = JSON.readTree(quoted);
      return node != null && node.isTextual() ? node.textValue() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String action(JsonNode frame) throws FrameFormatException {
    if (!frame.get(2).isTextual()) {
      throw new FrameFormatException("the third element of a CALL or SEND is its action, a string");
    }
    return frame.get(2).textValue();
  }

  private static JsonNode payload(JsonNode frame, int index) throws FrameFormatException {
    JsonNode payload = frame.get(index);
    if (payload == null || !payload.isObject()) {
      throw new FrameFormatException("element " + (index + 1) + ", the payload, is an object");
    }
    return payload;
  }

  private static String text(JsonNode frame, int index) {
    return frame.path(index).asText("");
  }

  private static JsonNode details(JsonNode frame) {
    JsonNode details = frame.path(4);
    return details.isObject() ? details : JSON.createObjectNode();
  }
}

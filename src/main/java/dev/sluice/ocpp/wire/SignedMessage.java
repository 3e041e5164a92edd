package dev.sluice.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Base64;

/**
 * Reads signed messages (OCPP 2.x, part 4, 7): the action ends in {@code -Signed}, and the payload
 * stands inside a JSON Web Signature, base64url without padding. Signatures are not verified here:
 * whoever gets the message does that, and the gateway only looks on.
 */
public final class SignedMessage {
  private static final String MARK = "-Signed";

  private SignedMessage() {}

  /** Whether an action is that of a signed message. */
  public static boolean is(String action) {
    return action.endsWith(MARK);
  }

  /** The action without the mark of a signed message. */
  public static String plain(String action) {
    return is(action) ? action.substring(0, action.length() - MARK.length()) : action;
  }

  /**
   * The payload inside a signature in JSON form (RFC 7515, 7.2).
   *
   * @return {@link MissingNode} when there is no signature around a JSON object
   */
  public static JsonNode payload(JsonNode signed) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(signed.path("payload").asText(""));
      JsonNode inside = FrameText.tree(text);
      return inside.isObject() ? inside : MissingNode.getInstance();
    } catch (IllegalArgumentException | FrameFormatException e) {
      return MissingNode.getInstance();
    }
  }
}

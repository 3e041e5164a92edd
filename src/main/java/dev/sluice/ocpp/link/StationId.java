package dev.sluice.ocpp.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A station's identity as its request names it.
 *
 * @param raw the last path segment as received, percent-encoded
 * @param decoded the identity, decoded once
 * @param query the request's query as received, empty when there is none
 */
record StationId(String raw, String decoded, String query) {
  private static final int MAX_BYTES = 255;
  private static final Pattern MAY_STAND_IN_A_URL =
      Pattern.compile("([A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*+");
  private static final String ALLOWED = "-._~!$&'()*+,;=:@%";

  /** The identity in a request target; empty when there is none that the gateway accepts. */
  static Optional<StationId> of(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    int slash = path.lastIndexOf('/');
    if (slash < 0 || !MAY_STAND_IN_A_URL.matcher(query).matches()) {
      return Optional.empty();
    }
    String raw = path.substring(slash + 1);
    return decode(raw).map(decoded -> new StationId(raw, decoded, query));
  }

  private static Optional<String> decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7e || (!Character.isLetterOrDigit(c) && ALLOWED.indexOf(c) < 0)) {
        return Optional.empty();
      }
      if (c != '%') {
        bytes.put((byte) c);
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    return text(bytes.flip());
  }

  private static Optional<String> text(ByteBuffer bytes) {
    if (!bytes.hasRemaining() || bytes.remaining() > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      String id = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      boolean clean = id.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '/');
      return clean && !id.equals(".") && !id.equals("..") ? Optional.of(id) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

package dev.sluice.ocpp.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A station's identity as its request names it. The relay is more lenient than OCPP 2.x, whose
 * identities have at most 48 characters and no colon: whether an identity is one is the CSMS's to
 * say (ocpp.md 4.5). It is strict about the path, which is decoded once and has no way out of
 * itself (security.md 2.3).
 *
 * @param raw the last path segment as received, percent-encoded
 * @param decoded the identity, decoded once: 1 to 255 bytes of UTF-8 without control characters and
 *     slashes
 * @param query the request's query as received, empty when there is none
 * @param path the whole path as received, from its first slash on
 */
record StationId(String raw, String decoded, String query, String path) {
  private static final int MAX_BYTES = 255;
  private static final Pattern MAY_STAND_IN_A_URL =
      Pattern.compile("([A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*+");
  private static final Pattern ORIGIN = Pattern.compile("(?i)(wss?|https?)://[^/?#]*");
  private static final String ALLOWED = "-._~!$&'()*+,;=:@%";

  /** The identity in a request target; empty when there is none that the gateway accepts. */
  static Optional<StationId> of(String target) {
    String relative = ORIGIN.matcher(target).replaceFirst("");
    int mark = relative.indexOf('?');
    String path = mark < 0 ? relative : relative.substring(0, mark);
    String query = mark < 0 ? "" : relative.substring(mark + 1);
    int slash = path.lastIndexOf('/');
    if (!path.startsWith("/")
        || !isPlain(path.substring(0, slash))
        || !MAY_STAND_IN_A_URL.matcher(query).matches()) {
      return Optional.empty();
    }
    String raw = path.substring(slash + 1);
    return decode(raw).map(decoded -> new StationId(raw, decoded, query, path));
  }

  /**
   * Whether the path in front of the identity means the same to everybody: a CSMS, or a proxy in
   * front of it, must not take it for another path than the one whose rules were applied.
   */
  private static boolean isPlain(String prefix) {
    int from = 0;
    while (from < prefix.length()) {
      int end = prefix.indexOf('/', from + 1);
      end = end < 0 ? prefix.length() : end;
      String segment = prefix.substring(from + 1, end);
      if (!segment.isEmpty() && decode(segment).isEmpty()) {
        return false;
      }
      from = end;
    }
    return true;
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
      boolean clean =
          id.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\');
      return clean && !id.equals(".") && !id.equals("..") ? Optional.of(id) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

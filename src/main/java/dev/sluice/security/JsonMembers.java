package dev.sluice.security;

/**
 * Masks the values of secret members of whatever JSON stands in a text. Not a parser: the text need
 * not be JSON as a whole, so every quote may be where a name begins.
 */
final class JsonMembers {
  private static final int LONGEST_NAME = 200;

  private final String text;
  private final boolean secretKey;
  private final boolean vpn;
  private final StringBuilder out;
  private int copied;

  /**
   * @param secretKey whether the text names a setting whose value is secret
   * @param vpn whether the text has the settings of a VPN
   */
  JsonMembers(String text, boolean secretKey, boolean vpn) {
    this.vpn = vpn;
    this.text = text;
    this.secretKey = secretKey;
    this.out = new StringBuilder(text.length());
  }

  String redacted() {
    int at = text.indexOf('"');
    while (at >= 0) {
      int end = end(at, LONGEST_NAME);
      int colon = end < 0 ? -1 : space(end + 1);
      if (colon >= 0 && colon < text.length() && text.charAt(colon) == ':') {
        at = text.indexOf('"', value(text.substring(at + 1, end), space(colon + 1)));
      } else {
        at = text.indexOf('"', at + 1);
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** The value of a member; returns where it ends. */
  private int value(String member, int from) {
    boolean secret = Redaction.secret(unescaped(member), secretKey, vpn);
    if (from < text.length() && text.charAt(from) == '"') {
      int end = end(from, text.length());
      int to = end < 0 ? text.length() : end;
      if (secret || nested(from + 1, to)) {
        mask(from + 1, to);
      }
      return to; // the quote again: this string may have begun in the middle of another
    }
    int to = from;
    while (to < text.length() && ",]}\"[{ \t\r\n".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    if (secret && to > from) {
      mask(from, to);
    }
    return to;
  }

  /** Whether a string has JSON with secrets in it. */
  private boolean nested(int from, int to) {
    int inside = text.indexOf("\\\"", from);
    if (inside < 0 || inside >= to) {
      return false;
    }
    String json = text.substring(from, to).replace("\\\"", "\"").replace("\\\\", "\\");
    return !new JsonMembers(json, secretKey, vpn).redacted().equals(json);
  }

  private void mask(int from, int to) {
    out.append(text, copied, from).append(Redaction.MASK);
    copied = to;
  }

  /** Where the string that begins at a quote has its other quote; negative when it has none. */
  private int end(int quote, int longest) {
    int most = (int) Math.min(text.length(), (long) quote + 2 + longest);
    int at = quote + 1;
    while (at < most) {
      char c = text.charAt(at);
      if (c == '"') {
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    return -1;
  }

  private int space(int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The text with its four-digit escapes replaced: names may be written with them. */
  static String unescaped(String text) {
    int at = text.indexOf("\\u");
    if (at < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    while (at >= 0) {
      int digits = at + 2;
      if (digits + 4 <= text.length() && hexadecimal(text, digits)) {
        plain.append(text, copied, at);
        plain.append((char) Integer.parseInt(text.substring(digits, digits + 4), 16));
        copied = digits + 4;
      }
      at = text.indexOf("\\u", digits);
    }
    return plain.append(text, copied, text.length()).toString();
  }

  private static boolean hexadecimal(String text, int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}

package dev.sluice.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets and personal identifiers out of text that is to be logged: passwords and keys of
 * OCPP messages, tokens of drivers, HTTP credentials, user and password of URLs, private keys. The
 * text may be anything, whole or cut off, with messages in it or not. Takes linear time.
 */
public final class Redaction {
  /** What stands in the place of a secret. */
  public static final String MASK = "***";

  /** Longest text that comes out, in characters, apart from a remark on the rest. */
  public static final int LONGEST = 16_384;

  /** Members whose values are secret or personal wherever they stand, in lower case. */
  private static final Set<String> SECRET =
      Set.of(
          "basicauthpassword",
          "password",
          "apnpassword",
          "simpin",
          "privatekey",
          "authorization",
          "idtag",
          "parentidtag",
          "idtoken",
          "additionalidtoken",
          "emaid");

  /** Members whose values are secret when the text names a secret key. */
  private static final Set<String> VALUE = Set.of("value", "attributevalue");

  /** Names of keys and variables with secret values contain one of these, in lower case. */
  private static final List<String> SECRET_KEYS =
      List.of("authorizationkey", "password", "passphrase", "secret");

  private static final Pattern VPN = Pattern.compile("(?i)\"vpn\\\\{0,8}\"\\s{0,100}:");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)\\b(basicauthpassword|password|apnpassword|simpin|idtag|parentidtag|idtoken|emaid)="
              + "[^,;&}\\])\\s]+");
  private static final Pattern ASSIGNED_VALUE =
      Pattern.compile("(?i)\\b(value|attributevalue)=[^,;&}\\])\\s]+");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)\\b(authorization[\"'\\s]{0,3}[:=][\"'\\s]{0,3}(?:basic|bearer) {1,4})\\S+");
  private static final Pattern BASIC =
      Pattern.compile("(?i)\\bbasic {1,4}([a-z0-9+/]{6,2000}={0,2})");
  private static final Pattern USER_INFO =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,20}://)[^/\\s\"'@]{1,2000}@");
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  private Redaction() {}

  /** The text without its secrets; the same object when there is nothing to take out. */
  public static String of(String text) {
    String all = text;
    if (text.length() > LONGEST) {
      int more = text.length() - LONGEST;
      all = text.substring(0, LONGEST) + "… (" + more + " characters more)";
    }
    boolean secretKey = namesSecretKey(all);
    String out = all.indexOf('"') < 0 ? all : members(all, secretKey);
    out = ASSIGNED.matcher(out).replaceAll("$1=" + Matcher.quoteReplacement(MASK));
    if (secretKey) {
      out = ASSIGNED_VALUE.matcher(out).replaceAll("$1=" + Matcher.quoteReplacement(MASK));
    }
    out = HEADER.matcher(out).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    out = BASIC.matcher(out).replaceAll(Redaction::basic);
    out = USER_INFO.matcher(out).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
    out = withoutPrivateKeys(out);
    return out.equals(text) ? text : out;
  }

  /** In a network profile {@code key} is a key of the VPN, elsewhere the name of a setting. */
  private static String members(String text, boolean secretKey) {
    return new JsonMembers(text, secretKey, VPN.matcher(text).find()).redacted();
  }

  private static boolean namesSecretKey(String text) {
    String lower = JsonMembers.unescaped(text).toLowerCase(Locale.ROOT);
    return SECRET_KEYS.stream().anyMatch(lower::contains);
  }

  /** Whether the value of a member must not be seen. */
  static boolean secret(String member, boolean secretKey, boolean vpn) {
    String lower = member.toLowerCase(Locale.ROOT);
    return SECRET.contains(lower)
        || (secretKey && VALUE.contains(lower))
        || (vpn && lower.equals("key"));
  }

  /** Only what is user and password is masked: the word stands in sentences, too. */
  private static String basic(java.util.regex.MatchResult found) {
    try {
      byte[] pair = Base64.getDecoder().decode(found.group(1));
      boolean credentials = new String(pair, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
      return Matcher.quoteReplacement(credentials ? "Basic " + MASK : found.group());
    } catch (IllegalArgumentException e) {
      return Matcher.quoteReplacement(found.group());
    }
  }

  private static String withoutPrivateKeys(String text) {
    int begin = text.indexOf(PRIVATE_KEY);
    if (begin < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (begin >= 0) {
      int body = begin + PRIVATE_KEY.length();
      int end = text.indexOf("-----END", body);
      out.append(text, at, body).append(MASK);
      at = end < 0 ? text.length() : end;
      int next = text.indexOf(PRIVATE_KEY, at);
      // The end line has the same words.
      begin = next < 0 ? -1 : text.indexOf(PRIVATE_KEY, next + PRIVATE_KEY.length());
    }
    return out.append(text, at, text.length()).toString();
  }
}

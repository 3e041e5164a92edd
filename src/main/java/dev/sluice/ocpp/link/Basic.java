package dev.sluice.ocpp.link;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * User and password of an HTTP Basic header. Both are bytes: the password of OCPP 1.6 is up to 20
 * binary ones (ocpp.md 4.6).
 */
public record Basic(byte[] user, byte[] password) {
  private static final String SCHEME = "basic ";
  private static final int LONGEST = 1024;

  /** What the headers hold; empty when that is not exactly one Basic header. */
  static Optional<Basic> of(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.get(0);
    if (value.length() > LONGEST || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] both = Base64.getDecoder().decode(value.substring(SCHEME.length()).trim());
      for (int i = 0; i < both.length; i++) {
        if (both[i] == ':') {
          return Optional.of(
              new Basic(Arrays.copyOf(both, i), Arrays.copyOfRange(both, i + 1, both.length)));
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The header's value. */
  public static String header(String user, byte[] password) {
    byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(name, name.length + password.length);
    System.arraycopy(password, 0, both, name.length, password.length);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public String toString() {
    return "Basic"; // nothing of it is for logs
  }
}

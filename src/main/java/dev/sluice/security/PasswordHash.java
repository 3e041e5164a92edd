package dev.sluice.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as it may be written down: {@code pbkdf2-sha256$iterations$salt$hash}, the last two in
 * Base64.
 */
public record PasswordHash(int iterations, byte[] salt, byte[] hash) {
  /**
   * Station passwords are random and of 16 characters at least (security.md 2.1), so the iterations
   * are there against a stolen file, not against weak words; a herd of stations has to be verified
   * within seconds.
   */
  public static final int USUAL_ITERATIONS = 20_000;

  static final int FEWEST = 1_000;
  static final int MOST = 2_000_000;
  private static final Pattern FORM =
      Pattern.compile(
          "pbkdf2-sha256\\$([0-9]{1,7})\\$([A-Za-z0-9+/]{11,88}={0,2})\\$([A-Za-z0-9+/]{43}=)");

  /**
   * @throws IllegalArgumentException when the text is not such a hash
   */
  static PasswordHash of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a password is pbkdf2-sha256$iterations$salt$hash, as `sluice stations password` prints it");
    }
    int iterations = Integer.parseInt(parts.group(1));
    if (iterations < FEWEST || iterations > MOST) {
      throw new IllegalArgumentException(
          "the iterations are between " + FEWEST + " and " + MOST + ", not " + iterations);
    }
    return new PasswordHash(
        iterations,
        Base64.getDecoder().decode(parts.group(2)),
        Base64.getDecoder().decode(parts.group(3)));
  }

  /**
   * Hashes a password with a new salt.
   *
   * @throws IllegalArgumentException when the iterations are too few or too many
   */
  public static PasswordHash make(byte[] password, int iterations) {
    if (iterations < FEWEST || iterations > MOST) {
      throw new IllegalArgumentException(
          "the iterations are between " + FEWEST + " and " + MOST + ", not " + iterations);
    }
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(iterations, salt, Pbkdf2.hash(password, salt, iterations));
  }

  /** Takes its time: never on an event loop. */
  boolean matches(byte[] password) {
    return MessageDigest.isEqual(hash, Pbkdf2.hash(password, salt, iterations));
  }

  /** As it is written in the file. */
  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256$%d$%s$%s"
        .formatted(iterations, base64.encodeToString(salt), base64.encodeToString(hash));
  }
}

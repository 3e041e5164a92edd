package dev.sluice.security;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256 over a password of bytes (RFC 8018, 5.2), one block of 32 bytes. The
 * runtime's own takes characters, and the password of OCPP 1.6 is binary.
 */
final class Pbkdf2 {
  private static final String HMAC = "HmacSHA256";

  private Pbkdf2() {}

  static byte[] hash(byte[] password, byte[] salt, int iterations) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      // HMAC pads a key with zeros to its block, so an empty one is one zero byte.
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, HMAC));
      mac.update(salt);
      byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
      byte[] hash = round.clone();
      for (int i = 1; i < iterations; i++) {
        mac.update(round);
        mac.doFinal(round, 0);
        for (int b = 0; b < hash.length; b++) {
          hash[b] ^= round[b];
        }
      }
      return hash;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime offers no " + HMAC, e);
    }
  }
}

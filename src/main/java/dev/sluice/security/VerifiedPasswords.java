package dev.sluice.security;

import dev.sluice.ocpp.link.Basic;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that were verified, as HMACs with a key that lasts as long as this object: when all
 * stations come back at once, they do not all have to be hashed again. Wrong ones are not kept.
 * Safe for any thread.
 */
final class VerifiedPasswords {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;
  private final Map<String, byte[]> known;

  VerifiedPasswords(int most) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, HMAC);
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > most;
          }
        };
  }

  boolean knows(String stationId, Basic shown) {
    byte[] kept;
    synchronized (known) {
      kept = known.get(stationId);
    }
    return kept != null && MessageDigest.isEqual(kept, mark(shown));
  }

  void verified(String stationId, @Nullable Basic shown) {
    if (shown != null) {
      byte[] mark = mark(shown);
      synchronized (known) {
        known.put(stationId, mark);
      }
    }
  }

  private byte[] mark(Basic shown) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(shown.user());
      mac.update((byte) ':'); // no user has one
      return mac.doFinal(shown.password());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime offers no " + HMAC, e);
    }
  }
}

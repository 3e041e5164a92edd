package dev.sluice.ocpp.link;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a station presented, so that two connections can be compared without keeping a secret: the
 * first 128 bits of an HMAC with a key that lasts as long as the process.
 */
record CredentialMark(long high, long low) {
  /** Nothing was presented. */
  static final CredentialMark NONE = new CredentialMark(0, 0);

  private static final String HMAC = "HmacSHA256";
  private static final SecretKeySpec KEY = key();

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, HMAC);
  }

  /**
   * The mark of a request's Authorization and of the client certificate of its connection.
   *
   * @param certificate null = there is none
   */
  static CredentialMark of(HttpHeaders headers, @Nullable X509Certificate certificate) {
    List<String> authorization = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (authorization.isEmpty() && certificate == null) {
      return NONE;
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(KEY);
      for (String value : authorization) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      mac.update((byte) (certificate == null ? 0 : 1));
      if (certificate != null) {
        mac.update(certificate.getEncoded());
      }
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
      return new CredentialMark(hash.getLong(), hash.getLong());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a client certificate has no encoding", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime offers no " + HMAC, e);
    }
  }

  /** Whether both presented something, and the same. Takes the same time in any case. */
  boolean proves(CredentialMark other) {
    long difference = (high ^ other.high) | (low ^ other.low);
    long nothing = high | low;
    return difference == 0 && nothing != 0;
  }
}

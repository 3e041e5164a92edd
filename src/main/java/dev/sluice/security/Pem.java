package dev.sluice.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and PKCS#8 keys in PEM. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final long MAX_BYTES = 1 << 20;

  private Pem() {}

  static byte[] write(X509Certificate certificate) {
    try {
      return write("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate just issued has no encoding", e);
    }
  }

  static byte[] write(Key key) {
    return write("PRIVATE KEY", key.getEncoded());
  }

  private static byte[] write(String label, byte[] content) {
    String text =
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + label
            + "-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** All certificates of a file, in order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content(file)))) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.isEmpty()) {
        throw new GeneralSecurityException("it holds no certificate");
      }
      return certificates;
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(file, "certificates", e);
    }
  }

  static PrivateKey key(Path file, String algorithm) {
    try {
      Matcher key = KEY.matcher(new String(content(file), StandardCharsets.US_ASCII));
      if (!key.find()) {
        throw new GeneralSecurityException("it holds no PKCS#8 key (BEGIN PRIVATE KEY)");
      }
      byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(file, "a private key", e);
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private static KeyMaterialException unusable(Path file, String what, Exception cause) {
    return new KeyMaterialException(
        "A file with " + what + " cannot be used.",
        "The file is " + file + ": " + cause.getMessage() + ".",
        "Put " + what + " in PEM there; certs/README.md says how.",
        cause);
  }
}

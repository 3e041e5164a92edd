package dev.sluice.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Who the FO is and whom it trusts, as a TLS context. */
final class FoIdentity {
  private FoIdentity() {}

  /** With a client certificate: key and chain from a PKCS#12 file. */
  static SSLContext of(Path keyStore, char[] password, Path anchors)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, password);
    return context(keyManagers.getKeyManagers(), anchors);
  }

  /** Without a client certificate: the port is to refuse it. */
  static SSLContext anonymous(Path anchors) throws IOException, GeneralSecurityException {
    return context(new KeyManager[0], anchors);
  }

  private static SSLContext context(KeyManager[] keys, Path anchors)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(anchors)) {
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("anchor-" + number++, certificate);
      }
    }
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys, trustManagers.getTrustManagers(), null);
    return tls;
  }
}

package dev.sluice.security;

import dev.sluice.security.CertificateIssuer.Issued;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/** Client sides of TLS with good and bad certificates, for tests. */
public final class TestClients {
  private final CertificateFolder folder;
  private final Issued authority;

  public TestClients(CertificateFolder folder) {
    this.folder = folder;
    X509Certificate certificate = Pem.certificates(folder.file(CertificateFolder.CA)).get(0);
    this.authority =
        new Issued(
            new java.security.KeyPair(
                certificate.getPublicKey(), Pem.key(folder.file(CertificateFolder.CA_KEY), "EC")),
            certificate);
  }

  /** An FO with the URI name {@code urn:fo:<id>}. */
  public SSLContext fo(String id) {
    return client(
        issue(authority, KeyPurposeId.id_kp_clientAuth, uri("urn:fo:" + id), Duration.ofDays(1)));
  }

  public SSLContext named(String dnsName) {
    return client(
        issue(
            authority,
            KeyPurposeId.id_kp_clientAuth,
            List.of(new GeneralName(GeneralName.dNSName, dnsName)),
            Duration.ofDays(1)));
  }

  public SSLContext withoutCertificate() {
    return client(null);
  }

  public SSLContext withoutName() {
    return client(issue(authority, KeyPurposeId.id_kp_clientAuth, List.of(), Duration.ofDays(1)));
  }

  public SSLContext forServersOnly() {
    return client(
        issue(authority, KeyPurposeId.id_kp_serverAuth, uri("urn:fo:demo"), Duration.ofDays(1)));
  }

  public SSLContext expired() {
    return client(
        issue(
            authority, KeyPurposeId.id_kp_clientAuth, uri("urn:fo:demo"), Duration.ofMinutes(-1)));
  }

  /** Everything right but the authority, which has the same name. */
  public SSLContext ofAnotherAuthority() {
    Issued other =
        CertificateIssuer.authority("CN=Sluice development CA", Instant.now(), Duration.ofDays(1));
    return client(
        issue(other, KeyPurposeId.id_kp_clientAuth, uri("urn:fo:demo"), Duration.ofDays(1)));
  }

  private static List<GeneralName> uri(String uri) {
    return List.of(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
  }

  private static Issued issue(
      Issued by, KeyPurposeId purpose, List<GeneralName> names, Duration validity) {
    return CertificateIssuer.endEntity(by, "CN=test", purpose, names, Instant.now(), validity);
  }

  private SSLContext client(@Nullable Issued issued) {
    try {
      char[] password = "test".toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      if (issued != null) {
        keys.setKeyEntry(
            "key",
            issued.keys().getPrivate(),
            password,
            new Certificate[] {issued.certificate(), authority.certificate()});
      }
      KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("NewSunX509");
      keyManagers.init(keys, password);
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("ca", authority.certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      javax.net.ssl.KeyManager[] managers =
          issued == null
              ? null
              : new javax.net.ssl.KeyManager[] {new AlwaysThisKey(keyManagers.getKeyManagers())};
      context.init(managers, trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the first certificate of a PEM file. */
  public static X509Certificate certificate(Path file) throws Exception {
    byte[] content = java.nio.file.Files.readAllBytes(file);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(content));
  }
}

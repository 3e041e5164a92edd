package dev.sluice.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, a server's and an FO's certificate, made for one test. */
final class TestPki {
  private static final char[] PASSWORD = "sluice".toCharArray();

  private final KeyPair authority = pair();
  private final X509Certificate root;

  TestPki() throws GeneralSecurityException, IOException, OperatorCreationException {
    root = certificate("CN=test CA", authority, new GeneralName(GeneralName.dNSName, "ca"), true);
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private X509Certificate certificate(
      String subject, KeyPair owner, GeneralName name, boolean signs)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=test CA"),
            BigInteger.valueOf(now.toEpochMilli() + subject.hashCode()).abs(),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            new X500Name(subject),
            owner.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(signs));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
  }

  private KeyStore keys(String subject, GeneralName name)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair owner = pair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {certificate(subject, owner, name, false), root};
    store.setKeyEntry("key", owner.getPrivate(), PASSWORD, chain);
    return store;
  }

  /** Writes {@code demo-fo.p12} with its password, and {@code ca.pem}. */
  void writeTo(Path folder)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyStore fo =
        keys("CN=demo", new GeneralName(GeneralName.uniformResourceIdentifier, "urn:fo:demo"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("demo-fo.p12"))) {
      fo.store(out, PASSWORD);
    }
    Files.writeString(
        folder.resolve("passwords.properties"), "demo-fo.p12=" + new String(PASSWORD) + "\n");
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(root.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Files.writeString(folder.resolve("ca.pem"), pem);
  }

  /** For a server on 127.0.0.1 that trusts this authority's clients. */
  SSLContext server() throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(
        keys("CN=server", new GeneralName(GeneralName.iPAddress, "127.0.0.1")), PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", root);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return tls;
  }
}

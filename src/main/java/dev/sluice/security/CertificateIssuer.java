package dev.sluice.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates on P-256 with SHA-256, for development. */
final class CertificateIssuer {
  /** A key with its certificate. */
  record Issued(KeyPair keys, X509Certificate certificate) {}

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateIssuer() {}

  /** A self-signed authority that may issue end-entity certificates only. */
  static Issued authority(String name, Instant now, Duration validity) {
    KeyPair keys = keys();
    X500Principal subject = new X500Principal(name);
    return new Issued(
        keys,
        issue(
            subject,
            subject,
            keys,
            keys,
            now,
            validity,
            (builder, tools) -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
              builder.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            }));
  }

  /**
   * An end-entity certificate.
   *
   * @param purpose client or server authentication; null leaves the extension out
   * @param names subject alternative names; none leaves the extension out
   */
  static Issued endEntity(
      Issued authority,
      String name,
      KeyPurposeId purpose,
      List<GeneralName> names,
      Instant now,
      Duration validity) {
    KeyPair keys = keys();
    X509Certificate certificate =
        issue(
            authority.certificate().getSubjectX500Principal(),
            new X500Principal(name),
            keys,
            authority.keys(),
            now,
            validity,
            (builder, tools) -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
              builder.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              builder.addExtension(
                  Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
              builder.addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  tools.createAuthorityKeyIdentifier(authority.certificate()));
              if (!names.isEmpty()) {
                builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
              }
            });
    return new Issued(keys, certificate);
  }

  private interface Extensions {
    void add(JcaX509v3CertificateBuilder builder, JcaX509ExtensionUtils tools)
        throws CertIOException, GeneralSecurityException;
  }

  private static X509Certificate issue(
      X500Principal issuer,
      X500Principal subject,
      KeyPair keys,
      KeyPair signer,
      Instant now,
      Duration validity,
      Extensions extensions) {
    try {
      JcaX509ExtensionUtils tools = new JcaX509ExtensionUtils();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(159, RANDOM).setBit(158),
              // Peers whose clock is slow take it at once.
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(validity)),
              subject,
              keys.getPublic());
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          tools.createSubjectKeyIdentifier(keys.getPublic()));
      extensions.add(builder, tools);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("the Java runtime cannot issue a certificate", e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no P-256 keys", e);
    }
  }
}

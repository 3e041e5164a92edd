package dev.sluice.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Which client certificate a station has to show. */
sealed interface CertificateRule {
  boolean accepts(String stationId, X509Certificate certificate);

  /**
   * The common name, or one of the DNS names, is this one (A00.FR.404, security.md 2.1).
   *
   * @param name {@code {id}} in it stands for the station's id
   */
  record Named(String name) implements CertificateRule {
    private static final int DNS = 2;

    @Override
    public boolean accepts(String stationId, X509Certificate certificate) {
      String wanted = name.replace("{id}", stationId);
      return wanted.equals(commonName(certificate)) || dnsNames(certificate).contains(wanted);
    }

    private static @Nullable String commonName(X509Certificate certificate) {
      try {
        LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
        List<String> names =
            subject.getRdns().stream()
                .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                .map(Rdn::getValue)
                .map(String::valueOf)
                .toList();
        return names.size() == 1 ? names.get(0) : null;
      } catch (InvalidNameException e) {
        return null;
      }
    }

    private static List<String> dnsNames(X509Certificate certificate) {
      try {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
            ? List.of()
            : names.stream()
                .filter(name -> Integer.valueOf(DNS).equals(name.get(0)))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
      } catch (CertificateParsingException e) {
        return List.of();
      }
    }
  }

  /**
   * It is this very certificate.
   *
   * @param sha256 of its DER encoding, in lower-case hexadecimal digits
   */
  record Pinned(String sha256) implements CertificateRule {
    static Pinned of(String text) {
      String plain = text.replace(":", "").toLowerCase(Locale.ROOT);
      if (!plain.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "sha256 is the certificate's fingerprint: 64 hexadecimal digits");
      }
      return new Pinned(plain);
    }

    @Override
    public boolean accepts(String stationId, X509Certificate certificate) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.of().formatHex(digest).equals(sha256);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }
}

package dev.sluice.security;

import dev.sluice.flexibility.Refusal;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who an FO is, by the certificate with which it opened the connection and nothing else.
 *
 * @param foId first alternative name {@code urn:fo:<id>}, else the first DNS name
 */
public record FoIdentity(String foId) {
  /** What precedes the id in a URI name. */
  public static final String URI_PREFIX = "urn:fo:";

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int URI = 6;
  private static final int DNS = 2;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * @param certificate whose chain the TLS layer has verified
   * @throws Refusal {@code unauthenticated} when it is not valid at this moment, {@code forbidden}
   *     when it is not for clients or names no FO
   */
  public static FoIdentity of(X509Certificate certificate, Clock clock) {
    try {
      // A connection, or a resumed session, may outlive the certificate.
      certificate.checkValidity(Date.from(clock.instant()));
    } catch (CertificateException e) {
      throw new Refusal("unauthenticated", "The client certificate is not valid now.");
    }
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes == null || !purposes.contains(CLIENT_AUTH)) {
        throw new Refusal(
            "forbidden", "The client certificate lacks the key usage client authentication.");
      }
      return new FoIdentity(name(certificate));
    } catch (CertificateParsingException e) {
      throw new Refusal("forbidden", "The client certificate's extensions cannot be read.");
    }
  }

  private static String name(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> entry : names) {
        if (Integer.valueOf(URI).equals(entry.get(0))
            && entry.get(1) instanceof String uri
            && uri.startsWith(URI_PREFIX)
            && ID.matcher(uri.substring(URI_PREFIX.length())).matches()) {
          return uri.substring(URI_PREFIX.length());
        }
      }
      for (List<?> entry : names) {
        if (Integer.valueOf(DNS).equals(entry.get(0))
            && entry.get(1) instanceof String dns
            && ID.matcher(dns).matches()) {
          return dns.toLowerCase(Locale.ROOT);
        }
      }
    }
    throw new Refusal(
        "forbidden",
        "The client certificate names no FO: it needs the alternative name urn:fo:<id>.");
  }
}

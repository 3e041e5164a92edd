package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What a certificate says of its owner. The chain is not checked: that is not a table's work. */
final class CertificateFunctions {
  /** In base64; longer than any leaf of a contract or a vehicle. */
  private static final int LONGEST = 16_384;

  private static final byte[] NEWLINE = {'\n'};

  private CertificateFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("certificateName").as((value, arguments) -> name(read(value))),
        MappingFunction.named("certificateEnd")
            .as(
                (value, arguments) ->
                    TextNode.valueOf(read(value).getNotAfter().toInstant().toString())),
        MappingFunction.named("certificatePem").as((value, arguments) -> pem(read(value))));
  }

  private static JsonNode pem(X509Certificate certificate) throws BadValueException {
    try {
      String lines = Base64.getMimeEncoder(64, NEWLINE).encodeToString(certificate.getEncoded());
      return TextNode.valueOf(
          "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    } catch (CertificateEncodingException e) {
      throw new BadValueException("is not an X.509 certificate in base64");
    }
  }

  private static X509Certificate read(JsonNode value) throws BadValueException {
    String text = value.asText().strip();
    if (text.length() > LONGEST) {
      throw new BadValueException("has more than " + LONGEST + " characters");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException | CertificateException e) {
      throw new BadValueException("is not an X.509 certificate in base64");
    }
  }

  /** The common name of the subject: of a contract its eMAID, of a vehicle its PCID. */
  private static JsonNode name(X509Certificate certificate) throws BadValueException {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .findFirst()
              .map(part -> TextNode.valueOf(String.valueOf(part.getValue())))
              .orElseThrow(() -> new BadValueException("has a subject without common name"));
    } catch (InvalidNameException e) {
      throw new BadValueException("has a subject that is not a name");
    }
  }
}

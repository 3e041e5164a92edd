package dev.sluice.security;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The folder {@code certs/}: which files are there and what they are for. Own keys ({@link
 * #OWN_CERTIFICATE}, {@link #OWN_KEY}, {@link #OWN_ANCHORS}) take the place of the development
 * ones.
 */
public record CertificateFolder(Path path) {
  /** Certificate of the development authority; the anchor for both sides. */
  public static final String CA = "ca.pem";

  /** Key of the development authority, to issue further certificates. */
  public static final String CA_KEY = "ca-key.pem";

  /** Key and certificate of the FO port. */
  public static final String SERVER = "fcsbe.p12";

  /** Key and certificate of the demo FO. */
  public static final String DEMO_FO = "demo-fo.p12";

  public static final String DEMO_FO_CERTIFICATE = "demo-fo.pem";
  public static final String DEMO_FO_KEY = "demo-fo-key.pem";

  /** Passwords of the PKCS#12 files, by file name. */
  public static final String PASSWORDS = "passwords.properties";

  /** The integrator's certificate of the FO port, with its chain, the port's own first. */
  public static final String OWN_CERTIFICATE = "server.pem";

  /** The integrator's key of the FO port, PKCS#8 in PEM, not encrypted. */
  public static final String OWN_KEY = "server-key.pem";

  /** The integrator's anchors for the certificates of FOs. */
  public static final String OWN_ANCHORS = "fo-anchors.pem";

  /** What a development PKI consists of; the passwords come last, so they mark it complete. */
  static final List<String> DEVELOPMENT =
      List.of(CA, CA_KEY, SERVER, DEMO_FO, DEMO_FO_CERTIFICATE, DEMO_FO_KEY, PASSWORDS);

  public Path file(String name) {
    return path.resolve(name);
  }

  public boolean has(String name) {
    return Files.exists(file(name));
  }

  /** Whether the integrator's own key and anchors are complete, so that nothing is to be made. */
  public boolean owned() {
    return has(OWN_CERTIFICATE) && has(OWN_KEY) && has(OWN_ANCHORS);
  }

  /**
   * The password of a PKCS#12 file in the folder.
   *
   * @throws KeyMaterialException when there is none
   */
  public char[] password(String file) {
    Properties passwords = new Properties();
    try (Reader reader = Files.newBufferedReader(file(PASSWORDS))) {
      passwords.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new KeyMaterialException(
          "The passwords of the key files cannot be read.",
          "They are expected in " + file(PASSWORDS) + ".",
          "Restore the file, or move the folder's content away to have new keys made.",
          e);
    }
    String password = passwords.getProperty(file);
    if (password == null) {
      throw new KeyMaterialException(
          "There is no password for " + file + ".",
          "It is expected in " + file(PASSWORDS) + ".",
          "Add a line " + file + "=<password>.",
          null);
    }
    return password.toCharArray();
  }
}

package dev.sluice.security;

import dev.sluice.security.CertificateIssuer.Issued;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A public key infrastructure for development: an authority, the FO port's key and a demo FO's key,
 * made once. What is there is never overwritten; nobody but the owner can read the keys.
 */
public final class DevelopmentPki {
  /** The id of the demo FO. */
  public static final String DEMO_FO_ID = "demo";

  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);
  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final SecureRandom RANDOM = new SecureRandom();

  private DevelopmentPki() {}

  /**
   * Makes the PKI unless it, or the integrator's own, is there.
   *
   * @param serverNames host names or IP addresses of the FO port beside localhost
   * @return whether it was made now
   * @throws KeyMaterialException when the folder holds a part of it, or cannot be written
   */
  public static boolean ensure(CertificateFolder folder, List<String> serverNames, Clock clock) {
    if (folder.owned()) {
      return false;
    }
    try {
      Files.createDirectories(folder.path());
      Path lockFile = folder.file(".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return lock.isValid() && make(folder, serverNames, clock.instant());
      }
    } catch (IOException e) {
      throw new KeyMaterialException(
          "The development certificates cannot be written.",
          "The folder is " + folder.path() + ": " + e.getMessage() + ".",
          "Make it writable, or put your own keys there as certs/README.md says.",
          e);
    }
  }

  private static boolean make(CertificateFolder folder, List<String> serverNames, Instant now)
      throws IOException {
    List<String> missing =
        CertificateFolder.DEVELOPMENT.stream().filter(name -> !folder.has(name)).toList();
    if (missing.isEmpty()) {
      return false;
    }
    if (missing.size() < CertificateFolder.DEVELOPMENT.size()) {
      throw new KeyMaterialException(
          "The development certificates are there only in part.",
          "The folder " + folder.path() + " lacks " + String.join(", ", missing) + ".",
          "Restore these files, or move the others away to have new ones made.",
          null);
    }
    Map<String, byte[]> files = files(serverNames, now);
    Path work = Files.createTempDirectory(folder.path(), ".new-");
    try {
      for (var file : files.entrySet()) {
        OwnerFiles.create(work.resolve(file.getKey()), file.getValue());
      }
      for (String name : CertificateFolder.DEVELOPMENT) {
        Files.move(work.resolve(name), folder.file(name));
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      throw new KeyMaterialException(
          "A file appeared while the development certificates were made.",
          "It is " + e.getFile() + " and was left as it is.",
          "Start again; if that fails, move the folder's content away.",
          e);
    } finally {
      for (String name : CertificateFolder.DEVELOPMENT) {
        Files.deleteIfExists(work.resolve(name));
      }
      Files.deleteIfExists(work);
    }
  }

  private static Map<String, byte[]> files(List<String> serverNames, Instant now)
      throws IOException {
    Issued authority =
        CertificateIssuer.authority("CN=Sluice development CA", now, AUTHORITY_VALIDITY);
    Issued server =
        CertificateIssuer.endEntity(
            authority,
            "CN=Sluice FO port",
            KeyPurposeId.id_kp_serverAuth,
            serverNames(serverNames),
            now,
            VALIDITY);
    Issued fo =
        CertificateIssuer.endEntity(
            authority,
            "CN=Demo FO",
            KeyPurposeId.id_kp_clientAuth,
            List.of(
                new GeneralName(
                    GeneralName.uniformResourceIdentifier, FoIdentity.URI_PREFIX + DEMO_FO_ID)),
            now,
            VALIDITY);
    String serverPassword = password();
    String foPassword = password();
    String passwords =
        "# Passwords of the key files in this folder\n"
            + CertificateFolder.SERVER
            + "="
            + serverPassword
            + "\n"
            + CertificateFolder.DEMO_FO
            + "="
            + foPassword
            + "\n";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(CertificateFolder.CA, Pem.write(authority.certificate()));
    files.put(CertificateFolder.CA_KEY, Pem.write(authority.keys().getPrivate()));
    files.put(CertificateFolder.SERVER, keyStore(server, authority, serverPassword));
    files.put(CertificateFolder.DEMO_FO, keyStore(fo, authority, foPassword));
    files.put(CertificateFolder.DEMO_FO_CERTIFICATE, Pem.write(fo.certificate()));
    files.put(CertificateFolder.DEMO_FO_KEY, Pem.write(fo.keys().getPrivate()));
    files.put(
        CertificateFolder.PASSWORDS, passwords.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return files;
  }

  private static List<GeneralName> serverNames(List<String> configured) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    for (String name : configured) {
      boolean address = name.contains(":") || name.matches("[0-9.]+");
      GeneralName entry =
          new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
      if (!names.contains(entry)) {
        names.add(entry);
      }
    }
    return names;
  }

  private static byte[] keyStore(Issued issued, Issued authority, String password)
      throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {issued.certificate(), authority.certificate()};
      store.setKeyEntry("key", issued.keys().getPrivate(), password.toCharArray(), chain);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime cannot write PKCS#12", e);
    }
  }

  private static String password() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package dev.sluice.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ocpp.link.Basic;
import dev.sluice.ocpp.link.StationCredentials.Presented;
import dev.sluice.ocpp.link.StationCredentials.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class FileCredentialsTest {
  private static final byte[] BINARY = HexFormat.of().parseHex("00ff0a3a80c3280d7f");

  @TempDir Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("stations.yaml"), text);
  }

  private FileCredentials credentials(String text) throws Exception {
    return new FileCredentials(file(text), Map.of("SECRET", "from the environment")::get);
  }

  private static String hash(byte[] password) {
    return PasswordHash.make(password, PasswordHash.FEWEST).toString();
  }

  private static String hash(String password) {
    return hash(password.getBytes(UTF_8));
  }

  private static Verdict verify(FileCredentials credentials, Presented shown) throws Exception {
    return credentials.verify(shown).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Verdict verify(
      FileCredentials credentials, String id, String user, byte[] password) throws Exception {
    return verify(credentials, new Presented(id, new Basic(user.getBytes(UTF_8), password), null));
  }

  private static boolean accepted(
      FileCredentials credentials, String id, String user, String password) throws Exception {
    return verify(credentials, id, user, password.getBytes(UTF_8)) instanceof Verdict.Accepted;
  }

  /** RFC 7914, 11: the first 32 bytes. */
  @ParameterizedTest
  @CsvSource({
    "passwd,salt,1,55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    "Password,NaCl,80000,4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
  })
  void hashesAreThoseOfTheStandard(String password, String salt, int iterations, String hash) {
    assertThat(Pbkdf2.hash(password.getBytes(UTF_8), salt.getBytes(UTF_8), iterations))
        .asHexString()
        .isEqualToIgnoringCase(hash);
  }

  @Test
  void aStationIsLetInWithItsPasswordAndItsIdAsUser() throws Exception {
    try (FileCredentials credentials =
        credentials("stations:\n  - id: CP1\n    password: " + hash("secret"))) {
      for (int time = 0; time < 2; time++) { // the second time it is known
        assertThat(accepted(credentials, "CP1", "CP1", "secret")).isTrue();
        assertThat(accepted(credentials, "CP1", "CP1", "Secret")).isFalse();
        assertThat(accepted(credentials, "CP1", "CP2", "secret")).isFalse();
        assertThat(accepted(credentials, "CP2", "CP2", "secret")).isFalse();
      }
      assertThat(verify(credentials, new Presented("CP1", null, null)))
          .isEqualTo(new Verdict.Refused());
    }
  }

  @Test
  void aPasswordIsBytes() throws Exception {
    try (FileCredentials credentials =
        credentials("stations:\n  - id: CP1\n    password: " + hash(BINARY))) {
      assertThat(verify(credentials, "CP1", "CP1", BINARY)).isInstanceOf(Verdict.Accepted.class);
      byte[] other = BINARY.clone();
      other[other.length - 1]++;
      assertThat(verify(credentials, "CP1", "CP1", other)).isEqualTo(new Verdict.Refused());
    }
  }

  @Test
  void whileAPasswordIsChangedTheOldAndTheNewOneAreRight() throws Exception {
    String two = "stations:\n  - id: CP1\n    password: [%s, %s]";
    try (FileCredentials credentials = credentials(two.formatted(hash("old"), hash("new")))) {
      assertThat(accepted(credentials, "CP1", "CP1", "old")).isTrue();
      assertThat(accepted(credentials, "CP1", "CP1", "new")).isTrue();
      file("stations:\n  - id: CP1\n    password: " + hash("new"));
      assertThat(credentials.reload()).isEqualTo(1);
      assertThat(accepted(credentials, "CP1", "CP1", "old")).isFalse();
      assertThat(accepted(credentials, "CP1", "CP1", "new")).isTrue();
      file("stations: [{id: CP1}]");
      assertThatThrownBy(credentials::reload).hasMessageContaining("anybody would do");
      assertThat(accepted(credentials, "CP1", "CP1", "new")).isTrue();
    }
  }

  @Test
  void certificatesAreComparedByNameOrByFingerprint() throws Exception {
    CertificateFolder pki = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    X509Certificate ca = Pem.certificates(pki.file(CertificateFolder.CA)).get(0);
    String name = ca.getSubjectX500Principal().getName().replaceAll(".*CN=([^,]*).*", "$1");
    String print =
        HexFormat.ofDelimiter(":")
            .withUpperCase()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(ca.getEncoded()));
    String file =
        "stations:\n- {id: PINNED, certificate: {sha256: '%s'}}\n- {id: '*', certificate: {cn: '{id}'}}"
            .formatted(print);
    try (FileCredentials credentials = credentials(file)) {
      assertThat(shows(credentials, "PINNED", ca)).isTrue();
      assertThat(shows(credentials, "PINNED", null)).isFalse();
      assertThat(shows(credentials, name, ca)).isTrue();
      assertThat(shows(credentials, name + "x", ca)).isFalse();
      assertThat(shows(credentials, name, null)).isFalse();
    }
  }

  private static boolean shows(
      FileCredentials credentials, String id, @Nullable X509Certificate certificate)
      throws Exception {
    return verify(credentials, new Presented(id, null, certificate)) instanceof Verdict.Accepted;
  }

  @Test
  void theCsmsGetsTheCredentialsThatTheFileNames() throws Exception {
    Path secret = folder.resolve("secret.txt");
    Files.write(secret, "from the file\n".getBytes(UTF_8));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String file =
        "stations:\n- {id: A, password: %1$s, upstream: {password-file: secret.txt}}\n"
            + "- {id: B, password: %1$s, upstream: {user: other, password-env: SECRET}}\n"
            + "- {id: C, password: %1$s}";
    try (FileCredentials credentials = credentials(file.formatted(hash("secret")))) {
      assertThat(verify(credentials, "A", "A", "secret".getBytes(UTF_8)))
          .isEqualTo(new Verdict.Accepted(Basic.header("A", "from the file".getBytes(UTF_8))))
          .hasToString("Accepted");
      assertThat(verify(credentials, "B", "B", "secret".getBytes(UTF_8)))
          .isEqualTo(
              new Verdict.Accepted(Basic.header("other", "from the environment".getBytes(UTF_8))));
      assertThat(verify(credentials, "C", "C", "secret".getBytes(UTF_8)))
          .isEqualTo(new Verdict.Accepted(null));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stations: 5 | 1:1: the file needs a list",
        "stations: [ | this is not YAML",
        "station: [] | 1:1: unknown key",
        "stations: [{id: A}] | 1:12: A has neither a password nor a certificate",
        "stations: [{password: x}] | 1:12: `id` is missing",
        "stations: [{id: A, password: secret}] | 1:30: a password is pbkdf2-sha256$",
        "stations: [{id: A, password: pbkdf2-sha256$5$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}] | the iterations are between",
        "stations: [{id: 'A*', password: pbkdf2-sha256$5000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}] | and A* is a pattern",
        "stations: [{id: A, certificate: {sha256: 12}}] | 1:42: sha256 is the certificate's fingerprint",
        "stations: [{id: A, certificate: {cn: a}}, {id: A, certificate: {cn: a}}] | 1:43: A is here twice",
        "stations: [{id: A, certificate: {cn: a}, upstream: {password-env: NONE}}] | 1:67: the environment has no NONE",
        "stations: [{id: A, certificate: {cn: a}, upstream: {password-file: none}}] | 1:68: the password file cannot be used"
      })
  void whatIsWrongIsToldWithItsPlace(String text, String problem) throws Exception {
    Path file = file(text);
    assertThatThrownBy(() -> new FileCredentials(file, Map.<String, String>of()::get))
        .isInstanceOf(StationsFileException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(problem);
  }
}

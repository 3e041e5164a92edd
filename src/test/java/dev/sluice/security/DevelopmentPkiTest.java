package dev.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flexibility.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentPkiTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path temporary;

  private CertificateFolder folder() {
    return new CertificateFolder(temporary.resolve("certs"));
  }

  private Map<String, byte[]> content() throws Exception {
    Map<String, byte[]> content = new HashMap<>();
    for (String name : CertificateFolder.DEVELOPMENT) {
      content.put(name, Files.readAllBytes(folder().file(name)));
    }
    return content;
  }

  @Test
  void itIsMadeOnceAndNeverOverwritten() throws Exception {
    assertThat(DevelopmentPki.ensure(folder(), List.of(), CLOCK)).isTrue();
    Map<String, byte[]> first = content();
    assertThat(DevelopmentPki.ensure(folder(), List.of("other"), CLOCK)).isFalse();
    first.forEach(
        (name, bytes) -> assertThat(folder().file(name)).as(name).hasBinaryContent(bytes));
    try (var files = Files.list(folder().path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(withLock());
    }
  }

  private static List<String> withLock() {
    List<String> names = new ArrayList<>(CertificateFolder.DEVELOPMENT);
    names.add(".lock");
    return names;
  }

  @Test
  void onlyTheOwnerCanReadWhatItMakes() throws Exception {
    DevelopmentPki.ensure(folder(), List.of(), CLOCK);
    for (String name : CertificateFolder.DEVELOPMENT) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().file(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aHalfMadeFolderIsAnErrorOfThreeSentences() throws Exception {
    DevelopmentPki.ensure(folder(), List.of(), CLOCK);
    Files.delete(folder().file(CertificateFolder.DEMO_FO));
    assertThatThrownBy(() -> DevelopmentPki.ensure(folder(), List.of(), CLOCK))
        .isInstanceOf(KeyMaterialException.class)
        .hasMessageContaining("lacks demo-fo.p12")
        .extracting(error -> String.valueOf(error.getMessage()).lines().count())
        .isEqualTo(3L);
    assertThat(folder().file(CertificateFolder.DEMO_FO)).doesNotExist();
  }

  @Test
  void theServersNamesAreThoseConfiguredAndLocalhost() throws Exception {
    DevelopmentPki.ensure(folder(), List.of("fo.example", "10.1.2.3"), CLOCK);
    TlsMaterial material = TlsMaterial.load(folder(), CLOCK);
    X509Certificate server = (X509Certificate) material.keys().getCertificate("key");
    List<String> names = new ArrayList<>();
    server.getSubjectAlternativeNames().forEach(entry -> names.add((String) entry.get(1)));
    assertThat(names).contains("localhost", "127.0.0.1", "fo.example", "10.1.2.3");
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    X509Certificate ca = TestClients.certificate(folder().file(CertificateFolder.CA));
    assertThat(ca.getBasicConstraints()).isZero();
    server.verify(ca.getPublicKey());
  }

  @Test
  void theDemoFoIsKnownByItsUriName() throws Exception {
    DevelopmentPki.ensure(folder(), List.of(), CLOCK);
    X509Certificate fo =
        TestClients.certificate(folder().file(CertificateFolder.DEMO_FO_CERTIFICATE));
    assertThat(FoIdentity.of(fo, CLOCK).foId()).isEqualTo("demo");
    assertThatThrownBy(() -> FoIdentity.of(fo, Clock.offset(CLOCK, Duration.ofDays(2_000))))
        .isInstanceOf(Refusal.class)
        .extracting(error -> ((Refusal) error).code())
        .isEqualTo("unauthenticated");
    X509Certificate ca = TestClients.certificate(folder().file(CertificateFolder.CA));
    assertThatThrownBy(() -> FoIdentity.of(ca, CLOCK))
        .extracting(error -> ((Refusal) error).code())
        .isEqualTo("forbidden");
  }

  @Test
  void ownKeysTakeThePlaceOfTheDevelopmentOnes() throws Exception {
    DevelopmentPki.ensure(folder(), List.of(), CLOCK);
    CertificateFolder own = new CertificateFolder(Files.createDirectory(temporary.resolve("own")));
    Files.copy(
        folder().file(CertificateFolder.DEMO_FO_CERTIFICATE),
        own.file(CertificateFolder.OWN_CERTIFICATE));
    Files.copy(folder().file(CertificateFolder.CA), own.file(CertificateFolder.OWN_ANCHORS));
    assertThatThrownBy(() -> TlsMaterial.load(own, CLOCK))
        .isInstanceOf(KeyMaterialException.class)
        .hasMessageContaining("lacks server-key.pem");
    Files.copy(folder().file(CertificateFolder.DEMO_FO_KEY), own.file(CertificateFolder.OWN_KEY));
    assertThat(DevelopmentPki.ensure(own, List.of(), CLOCK)).isFalse();
    X509Certificate used =
        (X509Certificate) TlsMaterial.load(own, CLOCK).keys().getCertificate("key");
    assertThat(used.getSubjectX500Principal().getName()).isEqualTo("CN=Demo FO");
    Files.setPosixFilePermissions(
        own.file(CertificateFolder.OWN_KEY), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> TlsMaterial.load(own, CLOCK)).hasMessageContaining("chmod 600");
  }

  @Test
  void anExpiredServerCertificateIsRefusedAtTheStart() {
    DevelopmentPki.ensure(folder(), List.of(), Clock.offset(CLOCK, Duration.ofDays(-1_000)));
    assertThatThrownBy(() -> TlsMaterial.load(folder(), CLOCK))
        .isInstanceOf(KeyMaterialException.class)
        .hasMessageContaining("not valid now");
  }
}

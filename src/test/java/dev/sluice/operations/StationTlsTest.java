package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operations.config.TlsProvider;
import dev.sluice.security.CertificateFolder;
import dev.sluice.security.DevelopmentPki;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stations' listener with TLS and station certificates. */
@SuppressWarnings("NullAway.Init")
class StationTlsTest {
  private static final String UPGRADE =
      "GET /ocpp/s-1 HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
          + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_station_without_a_certificate_gets_nothing(TlsProvider provider) throws Exception {
    CertificateFolder pki = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    exportServerKey(pki);
    try (RunningGateway gateway =
        new RunningGateway(
            folder,
            "--sluice.stations.tls.provider=" + provider,
            "--sluice.stations.tls.certificate=" + folder.resolve("stations.pem"),
            "--sluice.stations.tls.key=" + folder.resolve("stations-key.pem"),
            "--sluice.stations.tls.client-ca=" + pki.file(CertificateFolder.CA))) {
      assertThat(firstLine(gateway.stations(), context(pki, keys(pki)))).contains(" 101 ");
      assertThat(firstLine(gateway.stations(), context(pki, null))).isEmpty();
      assertThat(gateway.health("stations").at("/details/tls").asText())
          .as("BoringSSL is there on the platforms that tests run on")
          .isEqualTo(provider.name().toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_certificate_of_another_station_is_not_enough(TlsProvider provider) throws Exception {
    CertificateFolder pki = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    exportServerKey(pki);
    byte[] own = keyStore(pki, CertificateFolder.DEMO_FO).getCertificate("key").getEncoded();
    String print = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(own));
    Path stations =
        Files.writeString(
            folder.resolve("stations.yaml"),
            """
            stations:
              - id: s-1
                certificate: {sha256: '%s'}
              - id: s-2
                certificate: {cn: somebody else}
            """
                .formatted(print));
    try (RunningGateway gateway =
        new RunningGateway(
            folder,
            "--sluice.stations.tls.provider=" + provider,
            "--sluice.stations.credentials.mode=verify-and-relay",
            "--sluice.stations.credentials.file=" + stations,
            "--sluice.stations.tls.certificate=" + folder.resolve("stations.pem"),
            "--sluice.stations.tls.key=" + folder.resolve("stations-key.pem"),
            "--sluice.stations.tls.client-ca=" + pki.file(CertificateFolder.CA))) {
      SSLContext tls = context(pki, keys(pki));
      assertThat(firstLine(gateway.stations(), tls)).contains(" 101 ");
      assertThat(firstLine(gateway.stations(), tls, UPGRADE.replace("s-1", "s-2")))
          .contains(" 401 ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void renewed_keys_hold_from_the_next_connection_on_and_bad_ones_not_at_all(TlsProvider provider)
      throws Exception {
    CertificateFolder pki = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    exportServerKey(pki);
    try (RunningGateway gateway =
        new RunningGateway(
            folder,
            "--sluice.stations.tls.provider=" + provider,
            "--sluice.stations.tls.certificate=" + folder.resolve("stations.pem"),
            "--sluice.stations.handshake=60s",
            "--sluice.stations.tls.key=" + folder.resolve("stations-key.pem"))) {
      SSLContext old = context(pki, null);
      try (SSLSocket kept =
          (SSLSocket) old.getSocketFactory().createSocket("127.0.0.1", port(gateway))) {
        kept.setSoTimeout(20_000);
        kept.startHandshake();
        CertificateFolder renewed = new CertificateFolder(folder.resolve("renewed"));
        DevelopmentPki.ensure(renewed, List.of(), Clock.systemUTC());
        Path key = folder.resolve("stations-key.pem");
        String good = Files.readString(key);
        Files.writeString(key, "no key");
        var bad = gateway.post("/admin/station-tls", "application/json", "{}");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(firstLine(gateway.stations(), old)).as("nothing changed").contains(" 101 ");
        Files.writeString(key, good);
        exportServerKey(renewed);
        var read = gateway.post("/admin/station-tls", "application/json", "{}");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(firstLine(gateway.stations(), context(renewed, null))).contains(" 101 ");
        assertThat(firstLine(gateway.stations(), old)).as("another anchor").isEmpty();
        kept.getOutputStream()
            .write(UPGRADE.replace("s-1", "s-2").getBytes(StandardCharsets.US_ASCII));
        byte[] some = new byte[64];
        int length = kept.getInputStream().read(some);
        assertThat(new String(some, 0, length, StandardCharsets.US_ASCII)).contains(" 101 ");
      }
    }
  }

  private static int port(RunningGateway gateway) {
    return gateway.stations().getPort();
  }

  private void exportServerKey(CertificateFolder pki) throws Exception {
    KeyStore store = keyStore(pki, CertificateFolder.SERVER);
    char[] password = pki.password(CertificateFolder.SERVER);
    Files.writeString(
        folder.resolve("stations-key.pem"),
        pem("PRIVATE KEY", store.getKey("key", password).getEncoded()));
    Files.writeString(
        folder.resolve("stations.pem"),
        pem("CERTIFICATE", store.getCertificate("key").getEncoded()));
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(content));
  }

  /** What the listener says first; empty when it says nothing. */
  private static String firstLine(URI stations, SSLContext tls) throws IOException {
    return firstLine(stations, tls, UPGRADE);
  }

  private static String firstLine(URI stations, SSLContext tls, String request) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", stations.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] some = new byte[64];
      int read = socket.getInputStream().read(some);
      return read < 0 ? "" : new String(some, 0, read, StandardCharsets.US_ASCII);
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException refused) {
      return "";
    }
  }

  private static KeyManager[] keys(CertificateFolder pki) throws Exception {
    KeyStore store = keyStore(pki, CertificateFolder.DEMO_FO);
    char[] password = pki.password(CertificateFolder.DEMO_FO);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore keyStore(CertificateFolder pki, String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pki.file(name))) {
      store.load(in, pki.password(name));
    }
    return store;
  }

  private static SSLContext context(CertificateFolder pki, KeyManager @Nullable [] keys)
      throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    try (InputStream in = Files.newInputStream(pki.file(CertificateFolder.CA))) {
      anchors.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, factory.getTrustManagers(), null);
    return context;
  }
}

package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;

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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stations' listener with TLS and station certificates. */
@SuppressWarnings("NullAway.Init")
class StationTlsTest {
  private static final String UPGRADE =
      "GET /ocpp/s-1 HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
          + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n";

  @TempDir Path folder;

  @Test
  void a_station_without_a_certificate_gets_nothing() throws Exception {
    CertificateFolder pki = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    exportServerKey(pki);
    try (RunningGateway gateway =
        new RunningGateway(
            folder,
            "--sluice.stations.tls.certificate=" + folder.resolve("stations.pem"),
            "--sluice.stations.tls.key=" + folder.resolve("stations-key.pem"),
            "--sluice.stations.tls.client-ca=" + pki.file(CertificateFolder.CA))) {
      assertThat(firstLine(gateway.stations(), context(pki, keys(pki)))).contains(" 101 ");
      assertThat(firstLine(gateway.stations(), context(pki, null))).isEmpty();
    }
  }

  @Test
  void a_certificate_of_another_station_is_not_enough() throws Exception {
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

package dev.sluice.fcsbe.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fcsbe.camel.FoPort.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoPortSecurityTest {
  private static final byte[] REQUEST =
      "GET /fo/v1/versions HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static FoPort port;

  @BeforeAll
  static void serve(@TempDir Path folder) throws Exception {
    port = FoPort.start(folder);
  }

  @AfterAll
  static void end() throws Exception {
    port.close();
  }

  @Test
  void aClientWithoutACertificateGetsNoByteOfAResponse() throws Exception {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      assertThat(answer(port.clients.withoutCertificate(), protocol)).isEmpty();
    }
  }

  @Test
  void aClientOfAnotherAuthorityGetsNoByteOfAResponse() throws Exception {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      assertThat(answer(port.clients.ofAnotherAuthority(), protocol)).isEmpty();
    }
  }

  @Test
  void aClientWhoseCertificateHasExpiredGetsNoByteOfAResponse() throws Exception {
    assertThat(answer(port.clients.expired(), "TLSv1.3")).isEmpty();
  }

  @Test
  void aServersCertificateIsNoClientsCertificate() throws Exception {
    assertThat(answer(port.clients.forServersOnly(), "TLSv1.3")).isEmpty();
  }

  @Test
  void theSameRequestWithAGoodCertificateIsAnswered() throws Exception {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      assertThat(answer(port.clients.fo("demo"), protocol)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aCertificateWithoutANameIsForbidden() throws Exception {
    Answer answer = port.client(port.clients.withoutName()).get("/fo/v1/stations");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().get("code").textValue()).isEqualTo("forbidden");
    assertThat(answer.body().get("detail").textValue()).contains("urn:fo:");
  }

  @Test
  void oldProtocolVersionsAreRefused() {
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = connect(port.clients.fo("demo"))) {
                socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                socket.startHandshake();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void plainHttpOnTheTlsPortIsNotAnswered() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(REQUEST);
      assertThat(rest(socket.getInputStream())).doesNotContain("HTTP/1");
    }
  }

  private static SSLSocket connect(SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port.port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** What came back as application data until the server closed; empty when it refused. */
  private static String answer(SSLContext tls, String protocol) throws IOException {
    try (SSLSocket socket = connect(tls)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      socket.getOutputStream().write(REQUEST);
      byte[] head = new byte[64];
      int length = socket.getInputStream().read(head);
      return length < 0 ? "" : new String(head, 0, length, StandardCharsets.US_ASCII);
    } catch (SSLException | SocketException refused) {
      return "";
    }
  }

  private static String rest(InputStream in) throws IOException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }
}

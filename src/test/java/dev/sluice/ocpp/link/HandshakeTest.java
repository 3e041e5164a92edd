package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class HandshakeTest {
  private @Nullable OcppLinks links;

  @AfterEach
  void close() {
    if (links != null) {
      links.close();
    }
  }

  private int start(LinkSettings settings) throws Exception {
    MemoryStates states = new MemoryStates();
    links =
        new OcppLinks(
            settings,
            LinkTls.none(),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC());
    links.start();
    return links.address().getPort();
  }

  /** The head and the body of what the gateway answers to a handshake. */
  static String handshake(int port, String path, String... more) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
              + (more.length == 0 ? "" : String.join("\r\n", more) + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 429, 503})
  void aRefusalOfTheCsmsReachesTheStationAsItIs(int status) throws Exception {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    refusing.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"csms\"");
          exchange.getResponseHeaders().add("Set-Cookie", "secret=1");
          byte[] body = ("no, " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    refusing.start();
    try {
      int port =
          start(
              LinkSettings.defaults()
                  .withCsmsUrl("ws://127.0.0.1:" + refusing.getAddress().getPort() + "/o/{id}"));
      String answer = handshake(port, "/a/b/CP%201?x=1", "Sec-WebSocket-Protocol: ocpp1.6");
      assertThat(answer)
          .startsWith("HTTP/1.1 " + status)
          .containsIgnoringCase("www-authenticate: Basic realm=\"csms\"")
          .doesNotContain("secret")
          .endsWith("no, /o/CP%201?x=1");
    } finally {
      refusing.stop(0);
    }
  }

  @Test
  void credentialsGoUpAndTheCsmsChoosesTheSubprotocol() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    int port = start(LinkSettings.defaults().withCsmsUrl(csms.url()));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request =
          "GET /CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6\r\nAuthorization: Basic Q1AxOng=\r\n"
              + "Cookie: private=1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] first = new byte[1024];
      int length = socket.getInputStream().read(first);
      assertThat(new String(first, 0, length, StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("sec-websocket-protocol: ocpp1.6");
      csms.station("/ocpp/CP1");
      var seen = Objects.requireNonNull(csms.handshakes.get("/ocpp/CP1"));
      assertThat(seen.getFieldValue("Authorization")).isEqualTo("Basic Q1AxOng=");
      assertThat(seen.getFieldValue("Sec-WebSocket-Protocol")).isEqualTo("ocpp2.0.1,ocpp1.6");
      assertThat(seen.getFieldValue("Cookie")).isEmpty();
    } finally {
      csms.stop(200);
    }
  }

  @Test
  void aCsmsThatCannotBeReachedOrIsSilentIs503WithTheTimeToComeAgain() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    int port = start(LinkSettings.defaults().withCsmsUrl("ws://127.0.0.1:" + free + "/{id}"));
    assertThat(handshake(port, "/CP1", "Sec-WebSocket-Protocol: ocpp1.6"))
        .startsWith("HTTP/1.1 503")
        .containsIgnoringCase("retry-after: ");
    close();
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      LinkSettings impatient =
          LinkSettings.defaults()
              .withCsmsUrl("ws://127.0.0.1:" + silent.getLocalPort() + "/{id}")
              .withHandshake(Duration.ofMillis(300));
      assertThat(handshake(start(impatient), "/CP1", "Sec-WebSocket-Protocol: ocpp1.6"))
          .startsWith("HTTP/1.1 503");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Auth",
        "SSH-2.0-dropbear\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\u0000: x\r\n\r\n",
        ""
      })
  void anAnswerOfTheCsmsThatIsCutOffOrNoHttpIs503(String answer) throws Exception {
    try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerAndEnd(broken, answer));
      answering.start();
      String url = "ws://127.0.0.1:" + broken.getLocalPort() + "/{id}";
      int port = start(LinkSettings.defaults().withCsmsUrl(url));
      assertThat(handshake(port, "/CP1", "Sec-WebSocket-Protocol: ocpp1.6"))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: ");
      answering.join(10_000);
    }
  }

  private static void answerAndEnd(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/CP%C3%A9-%E2%82%AC?token=a%20b&c=d/e?f",
        "/one/prefix/CP%2B1",
        "/a/b/c/d/CP@1!$&'()*+,;=:~",
        "/%43P1?"
      })
  void identityAndQueryGoUpAsTheStationWroteThem(String target) throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    int port = start(LinkSettings.defaults().withCsmsUrl(csms.url()));
    try (RawStation station = new RawStation(port, target)) {
      String own =
          target.substring(
              target.lastIndexOf('/', target.indexOf('?') < 0 ? 99 : target.indexOf('?')));
      csms.station("/ocpp" + (own.endsWith("?") ? own.substring(0, own.length() - 1) : own));
      assertThat(station).isNotNull();
    } finally {
      csms.stop(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/CP1?a=\"", "/CP1?a={b}", "/CP1?%zz", "/CP1?a|b"})
  void aQueryThatIsNoQueryIsRefusedAndNotPassedOn(String target) throws Exception {
    int port = start(LinkSettings.defaults().withCsmsUrl("ws://127.0.0.1:1/{id}"));
    assertThat(handshake(port, target, "Sec-WebSocket-Protocol: ocpp1.6"))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void whileTheGatewayDrainsNobodyIsLetIn() throws Exception {
    int port = start(LinkSettings.defaults());
    try (RawStation station = new RawStation(port, "/CP1")) {
      Objects.requireNonNull(links).drain(Duration.ofMillis(300));
      assertThat(station.closeCode()).isEqualTo(1001);
      assertThat(links.connected()).isZero();
    }
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(java.net.ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/CP1/", "/%", "/%00", "/%2F", "/..", "/a%ff"})
  void anUnusableIdentityIsNotFound(String path) throws Exception {
    int port = start(LinkSettings.defaults());
    assertThat(handshake(port, path, "Sec-WebSocket-Protocol: ocpp1.6"))
        .startsWith("HTTP/1.1 404")
        .contains("station identity");
  }

  @Test
  void withoutACommonSubprotocolTheConnectionEndsAfterTheHandshake() throws Exception {
    int port = start(LinkSettings.defaults());
    assertThat(handshake(port, "/CP1", "Sec-WebSocket-Protocol: mqtt"))
        .startsWith("HTTP/1.1 101")
        .doesNotContainIgnoringCase("sec-websocket-protocol");
  }

  @Test
  void plainHttpIsToldToUpgrade() throws Exception {
    int port = start(LinkSettings.defaults());
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /CP1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 426");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ocpp1.6", "ocpp2.0.1", "ocpp2.1"})
  void standaloneTheGatewayAnswersTheStationItself(String subprotocol) throws Exception {
    int port = start(LinkSettings.defaults());
    WireStation station = new WireStation("ws://127.0.0.1:" + port + "/S1", subprotocol, Map.of());
    assertThat(station.connectBlocking(5, TimeUnit.SECONDS)).isTrue();
    station.send(
        subprotocol.equals("ocpp1.6")
            ? "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"A\",\"chargePointModel\":\"B\"}]"
            : "[2,\"1\",\"BootNotification\",{\"reason\":\"PowerUp\",\"chargingStation\":"
                + "{\"vendorName\":\"A\",\"model\":\"B\"}}]");
    assertThat(station.received.poll(10, TimeUnit.SECONDS))
        .startsWith("[3,\"1\",{")
        .contains("\"status\":\"Accepted\"", "\"interval\":300");
    station.send("[2,\"2\",\"NoSuchThing\",{}]");
    assertThat(station.received.poll(10, TimeUnit.SECONDS))
        .startsWith("[4,\"2\",\"NotImplemented\"");
    station.send("[2,\"3\",\"Authorize\",{}]");
    assertThat(station.received.poll(10, TimeUnit.SECONDS)).startsWith("[4,\"3\",\"Form");
    station.close();
  }
}

package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.HandshakeTest.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.ocpp.link.LinkCounters.Count;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stations are told when their CSMS is away or crowded, or the gateway goes. */
@ExtendWith(NoLeaks.class)
class DialGateTest {
  private static final String PROTOCOL = "Sec-WebSocket-Protocol: ocpp1.6";

  private static LinkSettings before(int port) {
    return LinkSettings.defaults().withCsmsUrl("ws://127.0.0.1:" + port + "/{id}");
  }

  private static String from(int port, String path) throws Exception {
    return handshake(port, path, PROTOCOL);
  }

  private static CsmsState csms(Gateway gateway) {
    List<CsmsState> all = gateway.links.csms();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void aCsmsThatAnswersWithRefusalsIsNotAway() throws Exception {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    refusing.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    refusing.start();
    try (Gateway gateway =
        new Gateway(
            before(refusing.getAddress().getPort()).withDials(new DialLimits(100, 10, 2)),
            new MemoryStates())) {
      for (int i = 0; i < 5; i++) {
        assertThat(from(gateway.port(), "/CP" + i)).startsWith("HTTP/1.1 503");
      }
      assertThat(csms(gateway).reachable()).isTrue();
      assertThat(csms(gateway).dialling()).isZero();
      assertThat(gateway.links.counters().get(Count.DIALS)).isEqualTo(5);
    } finally {
      refusing.stop(0);
    }
  }

  @Test
  void aStationThatTheCsmsHangsUpOnDoesNotMakeItUnreachableForTheOthers() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Gateway gateway =
            new Gateway(
                before(rude.getLocalPort()).withDials(new DialLimits(100, 10, 2)),
                new MemoryStates())) {
      CompletableFuture<Void> hangingUp =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5; i++) {
                  try {
                    rude.accept().close();
                  } catch (IOException e) {
                    return; // the test is over
                  }
                }
              });
      for (int i = 0; i < 5; i++) {
        assertThat(from(gateway.port(), "/NOBODY")).startsWith("HTTP/1.1 503");
      }
      hangingUp.get(10, TimeUnit.SECONDS);
      assertThat(csms(gateway).reachable()).isTrue();
    }
  }

  @Test
  void aCsmsThatDoesNotAnswerInTimeCountsAsAwayAndOneAtATimeFindsOutThatItIsBack()
      throws Exception {
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    int port = silent.getLocalPort();
    LinkSettings settings =
        before(port).withHandshake(Duration.ofMillis(500)).withDials(new DialLimits(100, 10, 3));
    try (Gateway gateway = new Gateway(settings, new MemoryStates())) {
      for (int i = 0; i < 3; i++) {
        assertThat(reachable(gateway)).as("reachable").isTrue();
        assertThat(from(gateway.port(), "/CP1")).startsWith("HTTP/1.1 503");
      }
      assertThat(reachable(gateway)).as("reachable").isFalse();
      long dials = gateway.links.counters().get(Count.DIALS);
      for (int i = 0; i < 20; i++) {
        assertThat(from(gateway.port(), "/CP1"))
            .startsWith("HTTP/1.1 503")
            .containsPattern("(?i)retry-after: (1\\d|20)\r\n");
      }
      assertThat(gateway.links.counters().get(Count.DIALS) - dials).isLessThan(20);
      assertThat(gateway.links.counters().get(Count.DIALS_UNREACHABLE)).isPositive();
      silent.close();
      HttpServer back =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
      back.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> from(gateway.port(), "/CP1").startsWith("HTTP/1.1 404"));
      assertThat(reachable(gateway)).as("reachable").isTrue();
      back.stop(0);
    } finally {
      silent.close();
    }
  }

  private static boolean reachable(Gateway gateway) {
    return gateway.links.csms().stream().allMatch(CsmsState::reachable);
  }

  @Test
  void whoIsNotPassedOnWithinHalfTheTimeIsToldToComeAgain() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Gateway gateway =
            new Gateway(
                before(slow.getLocalPort())
                    .withHandshake(Duration.ofSeconds(4))
                    .withDials(new DialLimits(100, 1, 5)),
                new MemoryStates());
        Socket first = new Socket("127.0.0.1", gateway.port())) {
      first
          .getOutputStream()
          .write(
              ("GET /CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                      + "Sec-WebSocket-Version: 13\r\n"
                      + PROTOCOL
                      + "\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      await().until(() -> gateway.links.counters().get(Count.DIALS) == 1);
      assertThat(from(gateway.port(), "/CP2"))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: ")
          .endsWith("too many stations are waiting for the CSMS\n");
      assertThat(gateway.links.counters().get(Count.DIALS)).isEqualTo(1);
      await().atMost(Duration.ofSeconds(20)).until(() -> csms(gateway).dialling() == 0);
    }
  }

  @Test
  void aGatewayThatGoesClosesItsLinksOneByOneAndTellsWhoComesToComeAgain() throws Exception {
    LinkSettings settings = LinkSettings.defaults().withDrainCode(1012);
    List<RawStation> stations = new ArrayList<>();
    try (Gateway gateway = new Gateway(settings, new MemoryStates())) {
      int port = gateway.port();
      for (int i = 0; i < 4; i++) {
        stations.add(new RawStation(port, "/CP" + i));
      }
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(() -> gateway.links.drain(Duration.ofSeconds(4)));
      await().until(() -> gateway.links.connected() < 4);
      assertThat(gateway.links.connected()).as("not all at once").isPositive();
      assertThat(from(port, "/CP9"))
          .startsWith("HTTP/1.1 503")
          .containsPattern("(?i)retry-after: (1\\d|20)\r\n")
          .endsWith("the gateway is going away\n");
      for (RawStation station : stations) {
        assertThat(station.closeCode()).isEqualTo(1012);
        station.close();
      }
      drained.get(30, TimeUnit.SECONDS);
      assertThat(gateway.links.connected()).isZero();
      assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
          .isInstanceOf(ConnectException.class);
    }
  }
}

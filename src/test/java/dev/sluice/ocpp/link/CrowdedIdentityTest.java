package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handshakes that want to be the same station at the same time. */
@ExtendWith(NoLeaks.class)
class CrowdedIdentityTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void the_sixth_handshake_of_an_identity_is_told_to_come_again() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    // A CSMS that takes connections and says nothing: no handshake ends.
    try (ServerSocket csms = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Gateway gateway =
            new Gateway(
                LinkSettings.defaults()
                    .withCsmsUrl("ws://127.0.0.1:" + csms.getLocalPort() + "/{id}")
                    .withHandshake(LONG),
                new MemoryStates())) {
      // Each from an address of its own: of one address only the newest waits.
      for (int i = 1; i <= IdentityQueue.MOST_WAITING + 1; i++) {
        sockets.add(asking(gateway, "127.0.1." + i, "/CP1"));
      }
      sockets.add(asking(gateway, "127.0.1.99", "/CP2"));
      assertThat(gateway.links.counters().get(Count.HANDSHAKES_REFUSED)).isZero();
      sockets.add(asking(gateway, "127.0.1.6", "/CP1"));

      await().atMost(LONG).until(() -> answered(sockets).size() == 1);
      HandshakeProbe sixth = HandshakeProbe.of("127.0.1.7", gateway.port(), "/CP1", "");
      String text;
      try (Socket refused = answered(sockets).get(0)) {
        text = new String(refused.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        sockets.remove(refused);
      }
      for (String answer : List.of(text, sixth.text())) {
        assertThat(answer)
            .startsWith("HTTP/1.1 503 ")
            .containsPattern("(?i)retry-after: (1[0-9]|20)\r\n")
            .endsWith("\r\n\r\n" + HandshakeAnswer.BUSY);
      }
      assertThat(gateway.links.counters().get(Count.HANDSHAKES_REFUSED)).isEqualTo(2);
      await()
          .atMost(LONG)
          .until(() -> gateway.links.counters().get(Count.DIALS) == 2); // one of each
      assertThat(answered(sockets)).isEmpty();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static Socket asking(Gateway gateway, String from, String path) throws Exception {
    Socket socket = HandshakeProbe.socket(from, gateway.port());
    String request = HandshakeProbe.request(path, "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static List<Socket> answered(List<Socket> sockets) throws Exception {
    List<Socket> answered = new ArrayList<>();
    for (Socket socket : sockets) {
      if (socket.getInputStream().available() > 0) {
        answered.add(socket);
      }
    }
    return answered;
  }
}

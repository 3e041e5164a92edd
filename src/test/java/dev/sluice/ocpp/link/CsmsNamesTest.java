package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.wire.OcppSchemas;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class CsmsNamesTest {
  private final WireCsms csms = new WireCsms("ocpp1.6");
  private final CountDownLatch answering = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  /** The first question is answered at once, the others when the test says so. */
  private InetAddress[] lookup(String name) throws UnknownHostException {
    assertThat(name).isEqualTo("csms.test");
    if (asked.getAndIncrement() > 0) {
      try {
        assertThat(answering.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
  }

  @Test
  void aNameServerThatIsSilentHoldsUpOnlyTheStationsThatAreConnecting() throws Exception {
    MemoryStates states = new MemoryStates();
    String url = csms.url().replace("127.0.0.1", "csms.test");
    List<Socket> waiting = new ArrayList<>();
    try (OcppLinks links =
        new OcppLinks(
            LinkSettings.defaults().withCsmsUrl(url),
            LinkTls.none(),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC(),
            StationCredentials.none(),
            this::lookup)) {
      links.start();
      int port = links.address().getPort();
      WireStation station = new WireStation("ws://127.0.0.1:" + port + "/A", "ocpp1.6", Map.of());
      assertThat(station.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
      // More than there are event loops, so that one of them is the station's.
      int others = 2 * Runtime.getRuntime().availableProcessors() + 4;
      for (int i = 0; i < others; i++) {
        Socket socket = new Socket("127.0.0.1", port);
        waiting.add(socket);
        socket.getOutputStream().write(handshake("B" + i));
      }
      await().until(() -> asked.get() > 1);
      for (int i = 0; i < 20; i++) {
        String frame = "[2,\"" + i + "\",\"Heartbeat\",{}]";
        station.send(frame);
        assertThat(next(csms.received)).isEqualTo(frame);
      }
      assertThat(links.connected()).isEqualTo(1);
      answering.countDown();
      await().until(() -> links.connected() == 1 + others);
    } finally {
      answering.countDown();
      for (Socket socket : waiting) {
        socket.close();
      }
      csms.stop(200);
    }
  }

  private static byte[] handshake(String id) {
    return ("GET /"
            + id
            + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.next;
import static dev.sluice.ocpp.link.RawStation.frame;
import static dev.sluice.ocpp.link.RawStation.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on the two connections below the level of messages. */
@ExtendWith(NoLeaks.class)
class WireTest {
  private final WireCsms csms = new WireCsms("ocpp1.6");

  @AfterEach
  void stop() throws Exception {
    csms.stop(200);
  }

  @Test
  void framesThatTheStationSentWithoutWaitingForThe101AreRelayed() throws Exception {
    try (Gateway gateway = Gateway.before(csms);
        RawStation station =
            new RawStation(gateway.port(), "/CP1", text("[2,\"1\",\"A\",{}]"), text("second"))) {
      assertThat(next(csms.received)).isEqualTo("[2,\"1\",\"A\",{}]");
      assertThat(next(csms.received)).isEqualTo("second");
      station.send(text("third"));
      assertThat(next(csms.received)).isEqualTo("third");
    }
  }

  @Test
  void standaloneEvenAnEarlyCallIsAnsweredAfterThe101() throws Exception {
    try (Gateway gateway = new Gateway(LinkSettings.defaults(), new MemoryStates());
        RawStation station =
            new RawStation(gateway.port(), "/CP1", text("[2,\"1\",\"Heartbeat\",{}]"))) {
      assertThat(station.next()).startsWith("1:[3,\"1\",{\"currentTime\"");
    }
  }

  @Test
  void aCharacterMayBeCutByAFragmentButMustBeWholeInTheMessage() throws Exception {
    try (Gateway gateway = Gateway.before(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      station.send(frame(1, false, 0xe2, 0x82));
      station.send(frame(9, true, 'p'));
      assertThat(station.next()).isEqualTo("10:p");
      station.send(frame(0, true, 0xac));
      assertThat(next(csms.received)).isEqualTo("€");
      station.send(frame(1, false, 'x', 0xe2));
      station.send(frame(0, true, 0x82));
      assertThat(station.closeCode()).isEqualTo(1007);
      await().until(() -> csms.closeCodes.contains(1007));
      await().until(() -> gateway.links.connected() == 0);
    }
  }

  @Test
  void aCloseWithoutACodeArrivesWithoutACodeAndWhatFollowsItIsIgnored() throws Exception {
    try (Gateway gateway = Gateway.before(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      csms.station("/ocpp/CP1");
      station.send(frame(8, true));
      station.send(text("after the end"));
      assertThat(station.closeCode()).isEqualTo(1005);
      assertThat(station.next()).isEqualTo("end");
      // The CSMS's library reads a close without a code as 1000.
      await().until(() -> csms.closeCodes.contains(1000));
      assertThat(csms.received).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1008, 1011, 3000, 4999})
  void aStationsCloseCodeReachesTheCsms(int code) throws Exception {
    try (Gateway gateway = Gateway.before(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      csms.station("/ocpp/CP1");
      station.send(frame(8, true, code >> 8, code & 0xff, 'b', 'y', 'e'));
      assertThat(station.closeCode()).isEqualTo(code);
      await().until(() -> csms.closeCodes.contains(code));
    }
  }

  @Test
  void aConnectionThatIsCutGoesToTheCsmsAs1001() throws Exception {
    try (Gateway gateway = Gateway.before(csms)) {
      try (RawStation station = new RawStation(gateway.port(), "/CP1")) {
        csms.station("/ocpp/CP1");
        assertThat(station).isNotNull();
      }
      await().until(() -> csms.closeCodes.contains(1001));
    }
  }

  @Test
  void aStationThatAnswersNoPingIsClosedAndSoIsItsCsmsConnection() throws Exception {
    LinkSettings settings = LinkSettings.defaults().withPing(Duration.ofMillis(200));
    try (Gateway gateway = new Gateway(settings.withCsmsUrl(csms.url()), new MemoryStates());
        RawStation silent = new RawStation(gateway.port(), "/SILENT");
        WireClosing live = new WireClosing(gateway.station("LIVE", "ocpp1.6"))) {
      assertThat(silent.next()).isEqualTo("9:");
      assertThat(silent.next()).isEqualTo("end");
      await().until(() -> csms.closeCodes.contains(1001));
      assertThat(gateway.links.counters().get(Count.SILENT_LINKS)).isEqualTo(1);
      assertThat(gateway.links.connected()).as("answers its pings").isEqualTo(1);
      assertThat(live.station().isOpen()).isTrue();
    }
  }

  private record WireClosing(WireStation station) implements AutoCloseable {
    @Override
    public void close() {
      station.close();
    }
  }

  @Test
  void aCsmsThatAnswersNoPingIsGivenUpAndTheStationLearnsIt() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Gateway gateway =
            new Gateway(
                LinkSettings.defaults()
                    .withPing(Duration.ofMillis(200))
                    .withCsmsUrl("ws://127.0.0.1:" + silent.getLocalPort() + "/{id}"),
                new MemoryStates())) {
      Thread accepting = new Thread(() -> upgradeAndSaySilent(silent));
      accepting.start();
      WireStation station = gateway.station("CP1", "ocpp1.6");
      assertThat(station.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
      accepting.join(10_000);
    }
  }

  private static void upgradeAndSaySilent(ServerSocket server) {
    try (Socket socket = server.accept()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      assertThat(head).doesNotContainIgnoringCase("origin:");
      Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(head.toString());
      assertThat(key.find()).isTrue();
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (Objects.requireNonNull(key.group(1)) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: "
                      + Base64.getEncoder().encodeToString(hash)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStationThatDoesNotReadStopsTheCsmsAndThenEverythingArrives() throws Exception {
    try (Gateway gateway = Gateway.before(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      String text = "y".repeat(100);
      int frames = 200_000;
      var down = csms.station("/ocpp/CP1");
      Thread sending =
          new Thread(
              () -> {
                for (int i = 0; i < frames; i++) {
                  down.send(text);
                }
              });
      sending.start();
      sending.join();
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(20))
          .until(() -> gateway.links.counters().get(Count.RELAYED_DOWN), n -> n < frames);
      for (int i = 0; i < frames; i++) {
        assertThat(station.next()).isEqualTo("1:" + text);
      }
    }
  }
}

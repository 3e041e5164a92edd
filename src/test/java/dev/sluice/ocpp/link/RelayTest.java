package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class RelayTest {
  private static final int FRAMES = 10_000;
  private static final int MOST_OPEN = 16;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private OcppLinks links(WireCsms csms) throws Exception {
    open.add(() -> csms.stop(200));
    MemoryStates states = new MemoryStates();
    OcppLinks links =
        new OcppLinks(
            LinkSettings.defaults().withCsmsUrl(csms.url()),
            LinkTls.none(),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC());
    open.add(0, links);
    links.start();
    return links;
  }

  private static WireStation station(OcppLinks links, String id, String subprotocol)
      throws InterruptedException {
    String url = "ws://127.0.0.1:" + links.address().getPort() + "/any/prefix/" + id;
    WireStation station = new WireStation(url, subprotocol, Map.of());
    assertThat(station.connectBlocking(5, TimeUnit.SECONDS)).isTrue();
    return station;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ocpp1.6", "ocpp2.0.1", "ocpp2.1"})
  void aThousandTextsArriveByteForByteInOrderHoweverTheyWereCut(String subprotocol)
      throws Exception {
    exact(subprotocol, FRAMES / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ocpp1.6", "ocpp2.0.1", "ocpp2.1"})
  @Tag("long")
  void tenThousandTextsArriveByteForByteInOrderHoweverTheyWereCut(String subprotocol)
      throws Exception {
    exact(subprotocol, FRAMES);
  }

  private void exact(String subprotocol, int frames) throws Exception {
    long[] count = new long[6]; // up, its bytes, its longest; down, its bytes, its longest
    WireCsms csms = new WireCsms("ocpp1.6", "ocpp2.0.1", "ocpp2.1");
    OcppLinks links = links(csms);
    WireStation station = station(links, "CP1", subprotocol);
    station.acknowledging = true;
    WebSocket down = csms.station("/ocpp/CP1");
    AtomicInteger calling = new AtomicInteger();
    Thread sendingDown =
        new Thread(
            () ->
                texts(
                    frames,
                    1,
                    false,
                    (text, random) -> {
                      if (isCall(text)) {
                        // More calls than may wait would close the link.
                        int sent = calling.getAndIncrement();
                        await()
                            .atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> sent - station.acknowledged.get() < MOST_OPEN);
                      }
                      WireStation.fragmented(down, text, random);
                    }));
    Thread sendingUp =
        new Thread(
            () ->
                texts(
                    frames,
                    2,
                    true,
                    (text, random) -> WireStation.fragmented(station, text, random)));
    sendingDown.start();
    sendingUp.start();
    // The expectations are made again from their seeds, and never all in memory.
    texts(
        frames,
        2,
        true,
        (text, random) -> {
          assertThat(withoutAcknowledgements(csms)).isEqualTo(text);
          note(count, 0, text);
        });
    // A call waits until the one before it is answered, and what is no call passes it by.
    Deque<String> calls = new ArrayDeque<>();
    Deque<String> others = new ArrayDeque<>();
    texts(
        frames,
        1,
        false,
        (text, random) -> {
          boolean call = isCall(text);
          Deque<String> mine = call ? calls : others;
          while (mine.isEmpty()) {
            String came = next(station.received);
            (isCall(came) ? calls : others).add(came);
          }
          assertThat(mine.remove()).isEqualTo(text);
          note(count, 3, text);
        });
    sendingDown.join();
    sendingUp.join();
    long noJson = links.counters().get(Count.UNREADABLE);
    System.out.printf(
        "%s: up %d texts, %d bytes, longest %d; down %d texts, %d bytes, longest %d; no OCPP %d%n",
        subprotocol, count[0], count[1], count[2], count[3], count[4], count[5], noJson);
    assertThat(count[0]).isEqualTo(frames);
    assertThat(count[3]).isEqualTo(frames);
    assertThat(noJson).isGreaterThan(frames / 2);
    if (frames == FRAMES) {
      assertThat(Math.min(count[2], count[5])).isGreaterThan((1 << 20) - 120);
    }
    station.close();
  }

  private static void note(long[] count, int at, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    count[at]++;
    count[at + 1] += bytes;
    count[at + 2] = Math.max(count[at + 2], bytes);
  }

  private static boolean isCall(String text) {
    return text.startsWith(RandomTexts.CALL);
  }

  private static String withoutAcknowledgements(WireCsms csms) {
    String text = next(csms.received);
    return text.contains("\"acknowledged\"") ? withoutAcknowledgements(csms) : text;
  }

  private static String next(java.util.concurrent.BlockingQueue<String> queue) {
    try {
      String text = queue.poll(30, TimeUnit.SECONDS);
      return text == null ? "nothing came" : text;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Sink {
    void accept(String text, Random random);
  }

  private static void texts(int frames, long seed, boolean up, Sink sink) {
    Random random = new Random(seed);
    Random cuts = new Random(seed + 1000);
    for (int i = 0; i < frames; i++) {
      sink.accept(RandomTexts.next(random, i, up), cuts);
    }
  }

  @Test
  void invalidUtf8ClosesBothLegsWith1007() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    OcppLinks links = links(csms);
    try (Socket socket = new Socket("127.0.0.1", links.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET /CP7 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertThat(head).startsWith("HTTP/1.1 101").containsIgnoringCase("protocol: ocpp1.6");
      socket
          .getOutputStream()
          .write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xc3, (byte) 0x28});
      assertThat(in.read()).isEqualTo(0x88);
      in.read();
      assertThat(in.read() << 8 | in.read()).isEqualTo(1007);
    }
    await().untilAsserted(() -> assertThat(csms.getConnections()).isEmpty());
    await().untilAsserted(() -> assertThat(links.connected()).isZero());
  }

  @Test
  void aMessageLongerThanAllowedClosesWith1009AndNobodyElse() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    OcppLinks links = links(csms);
    WireStation big = station(links, "BIG", "ocpp1.6");
    WireStation other = station(links, "OTHER", "ocpp1.6");
    big.send("x".repeat(1_200_000));
    assertThat(big.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1009);
    other.send("[2,\"1\",\"Heartbeat\",{}]");
    assertThat(next(csms.received)).isEqualTo("[2,\"1\",\"Heartbeat\",{}]");
    other.close();
  }

  @Test
  void aLostCsmsClosesTheStationsSocket() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    OcppLinks links = links(csms);
    WireStation station = station(links, "CP1", "ocpp1.6");
    csms.station("/ocpp/CP1").closeConnection(1006, "cut");
    assertThat(station.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    await().atMost(Duration.ofSeconds(5)).until(() -> links.connected() == 0);
  }

  @Test
  void closeCodesAreCarriedOver() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    OcppLinks links = links(csms);
    WireStation station = station(links, "CP1", "ocpp1.6");
    csms.station("/ocpp/CP1").close(1008, "policy");
    assertThat(station.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(links).isNotNull();
  }
}

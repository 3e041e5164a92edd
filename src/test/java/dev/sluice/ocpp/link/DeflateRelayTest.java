package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate on either leg, on both and on none; peers by two other implementations. */
@ExtendWith(NoLeaks.class)
class DeflateRelayTest {
  private static final int LARGEST = 200_000;
  private static final int RSV1 = 0x40;
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

  /** Java-WebSocket as a station. */
  private static final class Station extends WebSocketClient {
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> binary = new LinkedBlockingQueue<>();
    volatile String extensions = "";

    Station(String url, boolean deflate) {
      super(
          URI.create(url),
          new Draft_6455(
              deflate ? List.of(extension()) : List.of(),
              List.<IProtocol>of(new Protocol("ocpp1.6")),
              1 << 22));
    }

    private static IExtension extension() {
      PerMessageDeflateExtension extension = new PerMessageDeflateExtension();
      extension.setThreshold(0);
      return extension;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      extensions = handshake.getFieldValue("Sec-WebSocket-Extensions");
    }

    @Override
    public void onMessage(String text) {
      received.add(text);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      binary.add(copy);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      received.add("closed " + code);
    }

    @Override
    public void onError(Exception e) {
      received.add("failed " + e);
    }
  }

  private static Gateway gateway(EchoCsms csms, boolean station, boolean up) throws Exception {
    Upstream upstream =
        Upstream.STANDALONE.withCsms(CsmsAddress.of(csms.url())).withDeflate(station, up);
    return new Gateway(
        LinkSettings.defaults()
            .withUpstream(upstream)
            .withLimits(new WireLimits(4096, 16_384, LARGEST, LARGEST, 100)),
        new MemoryStates());
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true", "false, false"})
  void contents_are_the_same_whichever_leg_compresses(boolean station, boolean up)
      throws Exception {
    Random random = new Random(42);
    try (EchoCsms csms = new EchoCsms(true, 1 << 22);
        Gateway gateway = gateway(csms, true, up)) {
      Station client = new Station(gateway.url("CP1"), station);
      assertThat(client.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.extensions.isEmpty()).isEqualTo(!station);
      for (int length : new int[] {0, 1, 99, 100, 101, 1000, 65_535, 65_536, 199_000}) {
        String text = text(random, length);
        client.send(text);
        assertThat(Gateway.next(client.received)).isEqualTo(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.send(bytes);
        assertThat(client.binary.poll(10, TimeUnit.SECONDS)).isEqualTo(bytes);
      }
      client.closeBlocking();
      assertThat(Gateway.next(client.received)).isEqualTo("closed 1000");
      assertThat(csms.deflated()).isEqualTo(up);
    }
  }

  /** Partly repetitive, partly not ASCII; as long in bytes as asked for. */
  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("{\"value\":").append(random.nextInt(1000)).append(",\"phase\":\"L1\"}");
    }
    text.setLength(length);
    if (length >= 1000) {
      text.replace(500, 503, "€");
    }
    return text.toString();
  }

  @Test
  void the_extension_is_neither_passed_through_nor_given_where_it_is_off() throws Exception {
    try (EchoCsms csms = new EchoCsms(true, 1 << 22);
        Gateway gateway = gateway(csms, false, false)) {
      Station client = new Station(gateway.url("CP1"), true);
      assertThat(client.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.extensions).isEmpty();
      assertThat(csms.deflated()).isFalse();
      client.close();
    }
  }

  @Test
  void a_csms_without_it_is_no_obstacle() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, true)) {
      Station client = new Station(gateway.url("CP1"), true);
      assertThat(client.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
      client.send("x".repeat(5000));
      assertThat(Gateway.next(client.received)).isEqualTo("x".repeat(5000));
      client.close();
    }
  }

  /** The payload of a compressed message. */
  private static int[] compressed(byte[] content) {
    ByteBuf out =
        Deflation.deflate(UnpooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(content), 15);
    byte[] bytes = ByteBufUtil.getBytes(out);
    out.release();
    int[] ints = new int[bytes.length];
    Arrays.setAll(ints, i -> bytes[i] & 0xff);
    return ints;
  }

  @Test
  void a_message_in_compressed_fragments_is_one_message_with_a_ping_in_between() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      String text = "[2,\"1\",\"Heartbeat\",{}]".repeat(3);
      int[] all = compressed(text.getBytes(StandardCharsets.US_ASCII));
      station.send(RawStation.frame(RSV1 | 1, false, Arrays.copyOf(all, 5)));
      station.send(RawStation.frame(9, true, 'p'));
      assertThat(station.next()).isEqualTo("10:p");
      station.send(RawStation.frame(0, false));
      station.send(RawStation.frame(0, true, Arrays.copyOfRange(all, 5, all.length)));
      assertThat(station.next()).isEqualTo("1:" + text);
      station.send(RawStation.text("plain"));
      assertThat(station.next()).as("not compressed").isEqualTo("1:plain");
    }
  }

  @Test
  void what_grows_beyond_the_longest_message_closes_the_link_with_1009() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      int[] bomb = compressed(compressible(20_000_000));
      // 20 MB are 20 kB; in fragments, as this station sends short frames only.
      int from = 0;
      while (from < bomb.length && from < 90 * 120) {
        int to = Math.min(from + 120, bomb.length);
        station.send(
            RawStation.frame(from == 0 ? RSV1 | 1 : 0, false, Arrays.copyOfRange(bomb, from, to)));
        from = to;
      }
      station.send(RawStation.frame(0, true));
      assertThat(station.closeCode()).isEqualTo(1009);
      assertThat(station.next()).isEqualTo("end");
      await().until(() -> gateway.links.connected() == 0);
    }
  }

  private static byte[] compressible(int length) {
    return new byte[length];
  }

  @Test
  void compressed_fragments_without_end_close_the_link() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      station.send(RawStation.frame(RSV1 | 1, false));
      for (int i = 0; i < 100; i++) {
        station.send(RawStation.frame(0, false));
      }
      assertThat(station.closeCode()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x20 | 1, 0x10 | 1, 0x60 | 1, RSV1 | 9, RSV1 | 8, 0x20 | 2})
  void reserved_bits_that_nobody_agreed_on_are_a_protocol_error(int first) throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      station.send(RawStation.frame(first, true));
      assertThat(station.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void a_compressed_continuation_is_a_protocol_error() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      station.send(RawStation.frame(RSV1 | 1, false, 0xca));
      station.send(RawStation.frame(RSV1, true, 0x49));
      assertThat(station.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void without_an_agreement_a_compressed_message_is_a_protocol_error() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, false, false);
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      station.send(RawStation.frame(RSV1 | 1, true, 0xca, 0x49, 0xcd, 0xc9, 0xc9, 0x07, 0x00));
      assertThat(station.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void what_is_no_deflate_data_and_what_is_no_utf8_within_it_closes_the_link_with_1007()
      throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 1 << 22);
        Gateway gateway = gateway(csms, true, false)) {
      try (RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
        station.send(RawStation.frame(RSV1 | 1, true, 7, 7, 7, 7));
        assertThat(station.closeCode()).isEqualTo(1007);
      }
      try (RawStation station = new RawStation(gateway.port(), "/CP2", OFFER)) {
        byte[] latin = "caf\u00e9".repeat(30).getBytes(StandardCharsets.ISO_8859_1);
        station.send(RawStation.frame(RSV1 | 1, true, compressed(latin)));
        assertThat(station.closeCode()).isEqualTo(1007);
      }
    }
  }

  @Test
  void plain_ascii_is_compressed_too_for_a_station_that_wants_it() throws Exception {
    WireCsms csms = new WireCsms("ocpp1.6");
    Upstream upstream = Upstream.STANDALONE.withCsms(CsmsAddress.of(csms.url()));
    try (Gateway gateway =
            new Gateway(LinkSettings.defaults().withUpstream(upstream), new MemoryStates());
        RawStation station = new RawStation(gateway.port(), "/CP1", OFFER)) {
      Objects.requireNonNull(csms.station("/ocpp/CP1"))
          .send("[3,\"1\",{" + "y".repeat(5000) + "}]");
      assertThat(station.next().length()).isLessThan(100);
    } finally {
      csms.stop(200);
    }
  }
}

package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class DeflationTest {
  private static final int LARGEST = 3_000_000;

  private static byte[] deflated(byte[] content, int bits) {
    ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(content);
    ByteBuf out = Deflation.deflate(PooledByteBufAllocator.DEFAULT, in, bits);
    try {
      return ByteBufUtil.getBytes(out);
    } finally {
      in.release();
      out.release();
    }
  }

  private static byte[] inflated(byte[] compressed, int largest) throws DataFormatException {
    ByteBuf out =
        Deflation.inflate(
            PooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(compressed), largest);
    try {
      return ByteBufUtil.getBytes(out);
    } finally {
      out.release();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 15})
  void what_is_compressed_comes_out_again_for_every_length_and_window(int bits) throws Exception {
    Random random = new Random(bits);
    for (int length : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 4096, 65_536, 1_000_003}) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      byte[] words = new byte[length];
      for (int i = 0; i < length; i++) {
        words[i] = (byte) "[2,\"id\",\"MeterValues\",{}]".charAt(i * 7 % 26 % 25);
      }
      if (length > 0) { // empty messages are not compressed
        assertThat(inflated(deflated(noise, bits), LARGEST)).isEqualTo(noise);
        assertThat(inflated(deflated(words, bits), LARGEST)).isEqualTo(words);
      }
    }
  }

  /** Noise that comes a second time is short only for who may look back as far as the first. */
  @ParameterizedTest
  @CsvSource({"8, 1000", "9, 1000", "11, 4000", "14, 17000"})
  void a_narrow_window_is_kept(int bits, int distance) {
    byte[] noise = new byte[distance];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(noise);
    twice.writeBytes(noise);
    assertThat(deflated(twice.toByteArray(), bits).length).isGreaterThan(2 * distance);
    assertThat(deflated(twice.toByteArray(), 15).length).isLessThan(distance + distance / 4);
  }

  /** RFC 7692, 7.2.3: one block, one without compression, one that is the last, and two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "f248cdc9c90700",
        "000500faff48656c6c6f00",
        "f348cdc9c9070000",
        "f248050000" + "00ffffcac9c90700"
      })
  void the_examples_of_the_rfc_say_hello(String hex) throws Exception {
    assertThat(inflated(HexFormat.of().parseHex(hex), 5)).asString().isEqualTo("Hello");
  }

  @Test
  void more_than_allowed_is_not_inflated() throws Exception {
    byte[] zeros = new byte[50_000_000];
    byte[] bomb = deflated(zeros, 15);
    assertThat(bomb.length).isLessThan(60_000);
    long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    assertThatThrownBy(() -> inflated(bomb, 1_000_000)).isInstanceOf(TooLongFrameException.class);
    assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
        .isLessThan(20_000_000);
    byte[] exact = deflated(new byte[1_000_000], 15);
    assertThat(inflated(exact, 1_000_000)).hasSize(1_000_000);
    assertThatThrownBy(() -> inflated(exact, 999_999)).isInstanceOf(TooLongFrameException.class);
  }

  @Test
  void noise_and_what_wants_a_dictionary_is_no_deflate_data() {
    assertThatThrownBy(() -> inflated(new byte[] {7, 7, 7, 7}, LARGEST))
        .isInstanceOf(DataFormatException.class);
    Deflater withContext = new Deflater(9, true);
    withContext.setDictionary("MeterValuesMeterValues".getBytes(StandardCharsets.US_ASCII));
    withContext.setInput("MeterValuesMeterValuesMeterValues".getBytes(StandardCharsets.US_ASCII));
    byte[] out = new byte[100];
    int length = withContext.deflate(out, 0, 100, Deflater.SYNC_FLUSH);
    withContext.end();
    byte[] looksBack = Arrays.copyOf(out, length - 4);
    assertThatThrownBy(() -> inflated(looksBack, LARGEST)).isInstanceOf(DataFormatException.class);
  }

  @Test
  void one_message_s_failure_is_not_the_next_one_s() throws Exception {
    assertThatThrownBy(() -> inflated(new byte[] {7, 7, 7, 7}, LARGEST))
        .isInstanceOf(DataFormatException.class);
    byte[] text = "after a failure".repeat(20).getBytes(StandardCharsets.US_ASCII);
    assertThat(inflated(deflated(text, 15), LARGEST)).isEqualTo(text);
  }
}

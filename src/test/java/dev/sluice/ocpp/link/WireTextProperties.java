package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class WireTextProperties {
  @Property
  void theTextOfAFrameIsReadThroughItsMaskAndNothingOfTheFrameIsChanged(
      @ForAll @StringLength(max = 300) String text,
      @ForAll int key,
      @ForAll boolean masked,
      @ForAll @IntRange(max = 9) int before) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = frame(payload, masked, key);
    ByteBuf buffer = Unpooled.buffer();
    buffer.writeZero(before).writeBytes(frame).skipBytes(before);

    WireHeader header = Objects.requireNonNull(WireHeader.at(buffer));

    assertThat(header.first()).isEqualTo(WireHeader.WHOLE_TEXT);
    assertThat(header.masked()).isEqualTo(masked);
    assertThat(header.shortest()).isTrue();
    assertThat(header.size() + header.length()).isEqualTo(frame.length);
    WireText read =
        new WireText(
            buffer, buffer.readerIndex() + header.size(), (int) header.length(), header.mask());
    assertThat(read.bytes()).isEqualTo(payload);
    assertThat(read.ascii()).isEqualTo(text.codePoints().allMatch(c -> c < 128));
    assertThat(buffer.readableBytes()).isEqualTo(frame.length);
    for (int cut = 0; cut < header.size(); cut++) {
      assertThat(WireHeader.at(buffer.slice(buffer.readerIndex(), cut))).isNull();
    }
    buffer.release();
  }

  @Property
  void aLengthInMoreBytesThanItNeedsIsNoticed(@ForAll @IntRange(max = 0xffff) int length) {
    ByteBuf long64 = Unpooled.buffer().writeByte(0x81).writeByte(127).writeLong(length);
    assertThat(WireHeader.at(long64)).isNotNull().matches(header -> !header.shortest());
    ByteBuf long16 = Unpooled.buffer().writeByte(0x81).writeByte(126).writeShort(length);
    assertThat(WireHeader.at(long16)).isNotNull().matches(h -> h.shortest() == length > 125);
  }

  private static byte[] frame(byte[] payload, boolean masked, int key) {
    ByteBuf frame = Unpooled.buffer().writeByte(0x81);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.writeByte(mask | payload.length);
    } else {
      frame.writeByte(mask | 126).writeShort(payload.length);
    }
    if (masked) {
      frame.writeInt(key);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.writeByte(masked ? payload[i] ^ key >>> (24 - 8 * (i % 4)) : payload[i]);
    }
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes);
    return bytes;
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The payload of a WebSocket frame as its text, unmasked while it is read.
 *
 * @param buffer in which the frame stands
 * @param start where in the buffer the payload begins
 * @param length of the payload
 * @param mask the masking key, first byte highest; 0 = not masked
 */
record WireText(ByteBuf buffer, int start, int length, int mask) implements ByteCursor {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  @Override
  public byte at(int index) {
    return (byte) (buffer.getByte(start + index) ^ mask >>> (24 - ((index & 3) << 3)));
  }

  @Override
  public byte[] first(int most) {
    byte[] bytes = new byte[Math.min(most, length)];
    buffer.getBytes(start, bytes);
    if (mask != 0) {
      int at = 0;
      for (; at + 4 <= bytes.length; at += 4) {
        INTS.set(bytes, at, (int) INTS.get(bytes, at) ^ mask);
      }
      for (; at < bytes.length; at++) {
        bytes[at] ^= (byte) (mask >>> (24 - ((at & 3) << 3)));
      }
    }
    return bytes;
  }

  /** Whether all of it is ASCII, and so well-formed UTF-8 that needs no closer look. */
  boolean ascii() {
    long mask64 = (long) mask << 32 | mask & 0xffff_ffffL;
    int at = 0;
    long seen = 0;
    for (; at + 8 <= length; at += 8) {
      seen |= buffer.getLong(start + at) ^ mask64;
    }
    for (; at < length; at++) {
      seen |= at(at);
    }
    return (seen & NOT_ASCII) == 0;
  }
}

package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The header of a WebSocket frame (RFC 6455, 5.2).
 *
 * @param first FIN, reserved bits and opcode
 * @param masked whether a masking key is there
 * @param mask the masking key, first byte highest; 0 without one
 * @param size of the header itself, 2 to 14 bytes
 * @param length of the payload; negative when the sender says so
 * @param shortest whether the length is written in as few bytes as it must be
 */
record WireHeader(int first, boolean masked, int mask, int size, long length, boolean shortest) {
  /** FIN and the opcode of text, nothing else. */
  static final int WHOLE_TEXT = 0x81;

  private static final int FIN = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int FIRST_CONTROL = 0x08;
  private static final int LONGEST_7 = 125;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int LONGEST_16 = 0xffff;

  /** Reads the header at the buffer's reader index, and moves nothing; null when it is cut off. */
  static @Nullable WireHeader at(ByteBuf in) {
    int there = in.readableBytes();
    if (there < 2) {
      return null;
    }
    int start = in.readerIndex();
    int second = in.getUnsignedByte(start + 1);
    int seven = second & 0x7f;
    boolean masked = (second & 0x80) != 0;
    int lengthEnd = seven == LENGTH_16 ? 4 : seven == LENGTH_64 ? 10 : 2;
    int size = lengthEnd + (masked ? 4 : 0);
    if (there < size) {
      return null;
    }
    long length = seven;
    boolean shortest = true;
    if (seven == LENGTH_16) {
      length = in.getUnsignedShort(start + 2);
      shortest = length > LONGEST_7;
    } else if (seven == LENGTH_64) {
      length = in.getLong(start + 2);
      shortest = length > LONGEST_16;
    }
    int mask = masked ? in.getInt(start + lengthEnd) : 0;
    return new WireHeader(in.getUnsignedByte(start), masked, mask, size, length, shortest);
  }

  boolean control() {
    return (first & OPCODE) >= FIRST_CONTROL;
  }

  /** Whether more frames of the same message have to follow this one, which is no control frame. */
  boolean more() {
    return (first & FIN) == 0;
  }
}

package dev.sluice.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * A frame made beforehand, of which only the message id is filled in. An id is 36 characters, as
 * long as the UUIDs that stations use: a running number and the sender's number in hexadecimal.
 */
final class Template {
  static final int ID = 36;
  private static final String BLANK = "00000000-0000-4000-8000-000000000000";
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] frame;
  private final int id;
  private final int mask;
  private final int phase;

  /**
   * @param text with {@code %s} where the id goes
   * @param mask what the payload is masked with, 0 = a server's frame, which is not masked
   */
  Template(String text, int mask) {
    byte[] payload = text.replace("%s", BLANK).getBytes(StandardCharsets.UTF_8);
    this.mask = mask;
    this.phase = text.indexOf("%s") & 3;
    int extended = payload.length < 126 ? 0 : 2;
    int header = 2 + extended + (mask == 0 ? 0 : 4);
    frame = new byte[header + payload.length];
    frame[0] = (byte) (0x80 | FrameSink.TEXT);
    frame[1] = (byte) ((mask == 0 ? 0 : 0x80) | (extended == 0 ? payload.length : 126));
    if (extended > 0) {
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    for (int i = 0; mask != 0 && i < 4; i++) {
      frame[header - 4 + i] = key(mask, i);
    }
    for (int i = 0; i < payload.length; i++) {
      frame[header + i] = (byte) (payload[i] ^ key(mask, i));
    }
    id = header + text.indexOf("%s");
  }

  /** A byte of a mask. */
  static byte key(int mask, int position) {
    return (byte) (mask >>> (24 - 8 * (position & 3)));
  }

  /** Length of the payload in bytes. */
  int payload() {
    return frame.length - id + payloadBeforeId();
  }

  private int payloadBeforeId() {
    return "[2,\"".length();
  }

  /** The frame with an id made of two numbers. */
  ByteBuf frame(ByteBufAllocator alloc, int number, int sender) {
    ByteBuf out = alloc.directBuffer(frame.length).writeBytes(frame);
    hex(out, number, 0);
    hex(out, sender, ID - 8);
    return out;
  }

  private void hex(ByteBuf out, int value, int at) {
    for (int i = 0; i < 8; i++) {
      int digit = HEX[(value >>> (28 - 4 * i)) & 15];
      out.setByte(id + at + i, digit ^ key(mask, phase + at + i));
    }
  }

  /** The frame with the id that stands in another frame. */
  ByteBuf answer(ByteBufAllocator alloc, ByteBuf in, int at, int idAt, int inMask) {
    ByteBuf out = alloc.directBuffer(frame.length).writeBytes(frame);
    for (int i = 0; i < ID; i++) {
      int plain = in.getByte(at + idAt + i) ^ key(inMask, idAt + i);
      out.setByte(id + i, plain ^ key(mask, phase + i));
    }
    return out;
  }

  /** Whether a payload is this frame's, byte for byte, with the id made of two numbers. */
  boolean matches(ByteBuf in, int at, int length, int inMask, int number, int sender) {
    int payload = id - payloadBeforeId();
    if (length != frame.length - payload) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int inId = i - payloadBeforeId();
      int expected;
      if (inId >= 0 && inId < 8) {
        expected = HEX[(number >>> (28 - 4 * inId)) & 15];
      } else if (inId >= ID - 8 && inId < ID) {
        expected = HEX[(sender >>> (28 - 4 * (inId - ID + 8))) & 15];
      } else {
        expected = (byte) (frame[payload + i] ^ key(mask, i));
      }
      if ((byte) (in.getByte(at + i) ^ key(inMask, i)) != (byte) expected) {
        return false;
      }
    }
    return true;
  }
}

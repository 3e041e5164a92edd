package dev.sluice.bench.relay;

import io.netty.buffer.ByteBuf;

/** Takes the frames that a {@link FrameReader} finds. */
interface FrameSink {
  int TEXT = 1;
  int CLOSE = 8;
  int PING = 9;

  /**
   * One whole frame.
   *
   * @param in holds the payload, masked as it came, from {@code at} on; only valid during the call
   * @param mask the frame's mask, 0 when it has none
   */
  void frame(int opcode, ByteBuf in, int at, int length, int mask);
}

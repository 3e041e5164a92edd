package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import io.netty.buffer.ByteBuf;

/** A view on a network buffer; moves no index and copies nothing. */
record NettyCursor(ByteBuf buffer) implements ByteCursor {
  @Override
  public int length() {
    return buffer.readableBytes();
  }

  @Override
  public byte at(int index) {
    return buffer.getByte(buffer.readerIndex() + index);
  }

  @Override
  public byte[] first(int most) {
    byte[] bytes = new byte[Math.min(most, length())];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }
}

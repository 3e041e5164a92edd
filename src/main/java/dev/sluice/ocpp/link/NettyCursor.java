package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

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
  public byte[] bytes() {
    return ByteBufUtil.getBytes(buffer);
  }
}

package dev.sluice.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * One connection as bytes: a head of HTTP text first, WebSocket frames after it. Looks at nothing
 * but lengths, so that the generator and its CSMS cost little beside what is measured.
 */
abstract class FrameReader extends ChannelInboundHandlerAdapter implements FrameSink {
  private static final int LARGEST_HEAD = 8192;

  private boolean upgraded;
  private ByteBuf rest;

  /**
   * The HTTP head, with its empty line.
   *
   * @return whether frames follow
   */
  abstract boolean head(ChannelHandlerContext context, String text);

  /** Something arrived that no WebSocket peer sends. */
  abstract void broken(ChannelHandlerContext context, String why);

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (rest != null) {
      in = rest.writeBytes(in);
      ((ByteBuf) message).release();
      rest = null;
    }
    if (upgraded || upgrade(context, in)) {
      frames(in);
    }
    if (in.isReadable() && context.channel().isOpen()) {
      if (in == message) {
        rest = context.alloc().buffer(in.readableBytes() + 512).writeBytes(in);
        in.release();
      } else {
        rest = in.discardReadBytes();
      }
    } else {
      in.release();
    }
  }

  private boolean upgrade(ChannelHandlerContext context, ByteBuf in) {
    int from = in.readerIndex();
    int end = in.writerIndex() - 3;
    for (int at = from; at < end; at++) {
      if (in.getInt(at) == 0x0d0a0d0a) {
        String text = in.readCharSequence(at + 4 - from, StandardCharsets.ISO_8859_1).toString();
        upgraded = head(context, text);
        return upgraded;
      }
    }
    if (in.readableBytes() > LARGEST_HEAD) {
      broken(context, "no end of the HTTP head");
    }
    return false;
  }

  private void frames(ByteBuf in) {
    while (in.readableBytes() >= 2) {
      int at = in.readerIndex();
      int have = in.readableBytes();
      int opcode = in.getByte(at) & 0x0f;
      int second = in.getByte(at + 1);
      int length = second & 0x7f;
      int header = 2;
      if (length == 126) {
        if (have < 4) {
          return;
        }
        length = in.getUnsignedShort(at + 2);
        header = 4;
      } else if (length == 127) {
        if (have < 10) {
          return;
        }
        length = (int) in.getLong(at + 2);
        header = 10;
      }
      boolean masked = second < 0;
      header += masked ? 4 : 0;
      if (have < header + length) {
        return;
      }
      int mask = masked ? in.getInt(at + header - 4) : 0;
      frame(opcode, in, at + header, length, mask);
      in.readerIndex(at + header + length);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (rest != null) {
      rest.release();
      rest = null;
    }
  }
}

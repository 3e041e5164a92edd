package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a leg's WebSocket decoder and takes out what needs none: a whole message in one
 * frame, of plain ASCII, that has come in one piece. Such a frame goes to the other leg as it came,
 * its mask included: nothing is decoded, copied or encoded (design D2). Everything else, and every
 * violation of the protocol, is the decoder's.
 */
final class FrameCutter extends ChannelInboundHandlerAdapter {
  private final LegHandler leg;
  private final boolean masked;
  private final int largest;

  /** The beginning of a header; what came of it so far is shorter than a header. */
  private @Nullable ByteBuf cutOff;

  /** How much of the frame under way the decoder has not been given yet. */
  private long forDecoder;

  /** A message in several frames is under way. */
  private boolean fragmented;

  private boolean decoderRead;

  /**
   * @param masked whether frames of this leg have to be masked: those of stations
   */
  FrameCutter(LegHandler leg, boolean masked, WireLimits limits) {
    this.leg = leg;
    this.masked = masked;
    this.largest = Math.min(limits.largestFrame(), limits.largestMessage());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf read)) {
      context.fireChannelRead(message);
      return;
    }
    ByteBuf in = joined(context, read);
    try {
      while (in != null && in.isReadable()) {
        WireHeader header = forDecoder > 0 ? null : WireHeader.at(in);
        if (header != null) {
          WireText text = passing(header, in);
          if (text == null) {
            begin(header);
          } else {
            ByteBuf frame = taken(in, header.size() + text.length());
            in = frame == in ? null : in;
            leg.text(RelayedText.asItCame(frame, text));
          }
        } else if (forDecoder > 0) {
          ByteBuf part = taken(in, (int) Math.min(forDecoder, in.readableBytes()));
          in = part == in ? null : in;
          decode(context, part);
        } else {
          cutOff = context.alloc().buffer(in.readableBytes()).writeBytes(in);
        }
      }
    } finally {
      if (in != null) {
        in.release();
      }
    }
  }

  private ByteBuf joined(ChannelHandlerContext context, ByteBuf read) {
    ByteBuf before = cutOff;
    if (before == null) {
      return read;
    }
    cutOff = null;
    ByteBuf both = context.alloc().buffer(before.readableBytes() + read.readableBytes());
    both.writeBytes(before).writeBytes(read);
    before.release();
    read.release();
    return both;
  }

  /** The buffer's next bytes: the buffer itself when it has no more. */
  private static ByteBuf taken(ByteBuf in, int size) {
    return size == in.readableBytes() ? in : in.readRetainedSlice(size);
  }

  /** The frame's text when it may go to the other leg as it is. */
  private @Nullable WireText passing(WireHeader header, ByteBuf in) {
    if (header.first() != WireHeader.WHOLE_TEXT
        || fragmented
        || header.masked() != masked
        || !header.shortest()
        || header.length() < 0
        || header.length() > largest
        || header.length() > in.readableBytes() - header.size()) {
      return null;
    }
    WireText text =
        new WireText(in, in.readerIndex() + header.size(), (int) header.length(), header.mask());
    return text.ascii() ? text : null;
  }

  private void begin(WireHeader header) {
    boolean senseless = header.length() < 0 || header.length() > Long.MAX_VALUE - header.size();
    forDecoder = senseless ? Long.MAX_VALUE : header.size() + header.length();
    if (!header.control()) {
      fragmented = header.more();
    }
  }

  private void decode(ChannelHandlerContext context, ByteBuf part) {
    forDecoder -= part.readableBytes();
    decoderRead = true;
    context.fireChannelRead(part);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (decoderRead) {
      decoderRead = false;
      context.fireChannelReadComplete();
    } else {
      // A decoder that has seen nothing would ask for more, also while nothing may be read.
      leg.heard();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (cutOff != null) {
      cutOff.release();
      cutOff = null;
    }
  }
}

package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate on a leg that agreed on it: stands behind the WebSocket codec, hands on whole
 * messages as if they had never been compressed, and sees to the bits that the codec then leaves
 * alone.
 */
final class MessageDeflate extends ChannelDuplexHandler {
  private static final int COMPRESSED = 4;

  /** Shorter messages gain nothing that is worth the work. */
  private static final int LEAST = 100;

  private final Deflate agreed;
  private final WireLimits limits;
  private @Nullable ByteBuf collected;
  private boolean collectedText;
  private int fragments;
  private boolean failed;

  MessageDeflate(Deflate agreed, WireLimits limits) {
    this.agreed = agreed;
    this.limits = limits;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!(message instanceof WebSocketFrame frame)) {
      context.fireChannelRead(message);
    } else if (failed) {
      if (frame instanceof CloseWebSocketFrame) {
        context.fireChannelRead(frame);
      } else {
        frame.release();
      }
    } else {
      received(context, frame);
    }
  }

  private void received(ChannelHandlerContext context, WebSocketFrame frame) throws Exception {
    boolean text = frame instanceof TextWebSocketFrame;
    boolean begins = text || frame instanceof BinaryWebSocketFrame;
    if (frame.rsv() != 0 && !(begins && frame.rsv() == COMPRESSED)) {
      int rsv = frame.rsv();
      frame.release();
      throw failure(
          new CorruptedWebSocketFrameException(
              WebSocketCloseStatus.PROTOCOL_ERROR, "unexpected reserved bits: " + rsv));
    }
    boolean continues = collected != null && frame instanceof ContinuationWebSocketFrame;
    if (frame.rsv() == 0 && !continues) {
      context.fireChannelRead(frame);
      return;
    }
    WebSocketFrame whole;
    try {
      whole = begins ? begin(context, frame, text) : more(context, frame);
    } catch (DataFormatException e) {
      throw failure(
          new CorruptedWebSocketFrameException(
              WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not DEFLATE data: " + e.getMessage()));
    } catch (TooLongFrameException e) {
      throw failure(e);
    } finally {
      frame.release();
    }
    if (whole != null) {
      context.fireChannelRead(whole);
    }
  }

  private @Nullable WebSocketFrame begin(
      ChannelHandlerContext context, WebSocketFrame frame, boolean text)
      throws DataFormatException {
    collectedText = text;
    if (frame.isFinalFragment()) {
      return inflated(context, frame.content());
    }
    fragments = 1;
    collected = context.alloc().buffer().writeBytes(frame.content());
    return null;
  }

  private @Nullable WebSocketFrame more(ChannelHandlerContext context, WebSocketFrame frame)
      throws DataFormatException {
    ByteBuf so = collected;
    if (so == null) {
      return null;
    }
    fragments++;
    if (fragments > limits.mostFragments()
        || so.readableBytes() + frame.content().readableBytes() > limits.largestMessage()) {
      throw new TooLongFrameException("a compressed message is longer than allowed");
    }
    so.writeBytes(frame.content());
    if (!frame.isFinalFragment()) {
      return null;
    }
    try {
      return inflated(context, so);
    } finally {
      forget();
    }
  }

  private WebSocketFrame inflated(ChannelHandlerContext context, ByteBuf compressed)
      throws DataFormatException {
    ByteBuf content = Deflation.inflate(context.alloc(), compressed, limits.largestMessage());
    return collectedText ? new TextWebSocketFrame(content) : new BinaryWebSocketFrame(content);
  }

  private <E extends Exception> E failure(E why) {
    failed = true;
    forget();
    return why;
  }

  private void forget() {
    ReferenceCountUtil.release(collected);
    collected = null;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    boolean text = message instanceof TextWebSocketFrame;
    if ((text || message instanceof BinaryWebSocketFrame)
        && message instanceof WebSocketFrame frame
        && frame.isFinalFragment()
        && frame.content().readableBytes() >= LEAST) {
      context.write(deflated(context, frame, text), promise);
    } else {
      context.write(message, promise);
    }
  }

  /** A message that does not become shorter stays as it is. */
  private WebSocketFrame deflated(
      ChannelHandlerContext context, WebSocketFrame frame, boolean text) {
    ByteBuf content = frame.content();
    ByteBuf less = Deflation.deflate(context.alloc(), content, agreed.windowBits());
    if (less.readableBytes() >= content.readableBytes()) {
      less.release();
      return frame;
    }
    frame.release();
    return text
        ? new TextWebSocketFrame(true, COMPRESSED, less)
        : new BinaryWebSocketFrame(true, COMPRESSED, less);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }
}

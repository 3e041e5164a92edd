package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCounted;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection of a link, seen as a peer. */
final class Leg implements Peer {
  /** How long the other end may take to answer a close frame. */
  private static final long CLOSE_SECONDS = 3;

  private static final int LONGEST_REASON = 123;

  private final Channel channel;
  private final Pulse pulse = new Pulse();
  private @Nullable ChannelHandlerContext wire;
  private boolean closing;

  Leg(Channel channel) {
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  Pulse pulse() {
    return pulse;
  }

  /** Where frames that stay as they came leave the pipeline: behind all that would encode them. */
  void wire(ChannelHandlerContext before) {
    wire = before;
  }

  @Override
  public void send(ReferenceCounted frame) {
    ChannelHandlerContext shortcut = wire;
    if (shortcut != null && frame instanceof ByteBuf) {
      shortcut.writeAndFlush(frame, channel.voidPromise());
    } else {
      channel.writeAndFlush(frame, channel.voidPromise());
    }
  }

  @Override
  public boolean takesWire() {
    return channel.pipeline().get(MessageDeflate.class) == null; // else it would never compress
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void reading(boolean wanted) {
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  /** Sends a close frame once, and closes the connection when it was answered or after a while. */
  @Override
  public void close(int code, String reason) {
    if (closing || !channel.isActive()) {
      return;
    }
    closing = true;
    // Without a code that may be sent the frame is empty: at the other end that is 1005 again.
    CloseWebSocketFrame frame =
        code > 0 && WebSocketCloseStatus.isValidStatusCode(code)
            ? new CloseWebSocketFrame(code, shortened(reason))
            : new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER);
    channel.writeAndFlush(frame, channel.voidPromise());
    channel.config().setAutoRead(true); // the answer has to be read
    channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public boolean alive() {
    return closing || pulse.beat(channel);
  }

  @Override
  public void cut() {
    channel.close();
  }

  boolean closing() {
    return closing;
  }

  /** The longest beginning that fits into a close frame and does not cut a character. */
  private static String shortened(String reason) {
    byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_REASON) {
      return reason;
    }
    int end = LONGEST_REASON;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}

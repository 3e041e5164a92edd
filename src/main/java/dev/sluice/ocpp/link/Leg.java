package dev.sluice.ocpp.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCounted;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One WebSocket connection of a link, seen as a peer. */
record Leg(Channel channel, Pulse pulse) implements Peer {
  private static final AttributeKey<Boolean> CLOSING = AttributeKey.valueOf(Leg.class, "closing");

  /** How long the other end may take to answer a close frame. */
  private static final long CLOSE_SECONDS = 3;

  private static final int LONGEST_REASON = 123;

  Leg(Channel channel) {
    this(channel, new Pulse());
  }

  @Override
  public void send(ReferenceCounted frame) {
    channel.writeAndFlush(frame, channel.voidPromise());
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
    if (closing() || !channel.isActive()) {
      return;
    }
    channel.attr(CLOSING).set(true);
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
    return closing() || pulse.beat(channel);
  }

  @Override
  public void cut() {
    channel.close();
  }

  boolean closing() {
    return Boolean.TRUE.equals(channel.attr(CLOSING).get());
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

package dev.sluice.ocpp.link;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out whether the other end of a connection is still there; pings are per hop. */
final class Pulse {
  private boolean heard = true;
  private boolean whole = true;
  private boolean dripping;
  private boolean asked;
  private @Nullable Runnable proof;

  /** Bytes came in. */
  void heard() {
    heard = true;
    if (proof != null) {
      Runnable alive = proof;
      proof = null;
      alive.run();
    }
  }

  /** A message or a control frame came to its end. */
  void whole() {
    whole = true;
  }

  /**
   * Pings, and tells one of the two: whether something comes in before the time is over. Asked
   * again in the meantime, the earlier question has no answer.
   */
  void ask(Channel channel, Duration within, Runnable alive, Runnable silent) {
    // What is not read because the other side of the link is slow says nothing about this end.
    if (!channel.config().isAutoRead()) {
      alive.run();
      return;
    }
    if (channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
    Runnable asking = () -> alive.run(); // an object of its own, which tells this question
    proof = asking;
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (asking.equals(proof)) {
                proof = null;
                silent.run();
              }
            },
            within.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /**
   * One interval is over: false when this end is silent although it was asked, or has been sending
   * for two intervals without ending a message.
   */
  boolean beat(Channel channel) {
    boolean drips = heard && !whole && channel.config().isAutoRead();
    if (drips && dripping) {
      return false;
    }
    dripping = drips;
    whole = false;
    // What is not read because the other side of the link is slow says nothing about this end.
    if (heard || !channel.config().isAutoRead()) {
      heard = false;
      asked = false;
      return true;
    }
    if (asked) {
      return false;
    }
    asked = true;
    if (channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
    return true;
  }
}

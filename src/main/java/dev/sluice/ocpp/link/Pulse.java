package dev.sluice.ocpp.link;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;

/** Finds out whether the other end of a connection is still there; pings are per hop. */
final class Pulse {
  private boolean heard = true;
  private boolean asked;

  /** Bytes came in. */
  void heard() {
    heard = true;
  }

  /** One interval is over: false when this end is silent although it was asked. */
  boolean beat(Channel channel) {
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

package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/** Makes one frame of a message's fragments, of which there may not be any number. */
final class BoundedAggregator extends WebSocketFrameAggregator {
  private final int mostFragments;
  private int fragments;

  BoundedAggregator(WireLimits limits) {
    super(limits.largestMessage());
    this.mostFragments = limits.mostFragments();
  }

  @Override
  protected WebSocketFrame beginAggregation(WebSocketFrame start, ByteBuf content)
      throws Exception {
    fragments = 1;
    return super.beginAggregation(start, content);
  }

  @Override
  protected void aggregate(WebSocketFrame aggregated, ContinuationWebSocketFrame content)
      throws Exception {
    if (++fragments > mostFragments) {
      throw new TooLongFrameException("a message has more fragments than allowed");
    }
    super.aggregate(aggregated, content);
  }
}

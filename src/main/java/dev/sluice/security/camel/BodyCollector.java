package dev.sluice.security.camel;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;

/** Collects a request's body up to a limit; over it, the client gets a problem document. */
final class BodyCollector extends HttpObjectAggregator {
  BodyCollector(int maxBytes) {
    super(maxBytes);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    // The rest is read and dropped, within the body's time, so that the client can read this.
    ctx.writeAndFlush(EdgeAnswers.tooLarge(maxContentLength()))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  @Override
  protected Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    return HttpUtil.is100ContinueExpected(start)
            && HttpUtil.getContentLength(start, -1L) > maxContentLength
        ? EdgeAnswers.tooLarge(maxContentLength)
        : super.newContinueResponse(start, maxContentLength, pipeline);
  }
}

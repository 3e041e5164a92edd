package dev.sluice.security.camel;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets the next request of a connection pass only when the one before is answered: answers keep
 * their order, and a client cannot pile up requests.
 */
final class OneAtATime extends ChannelDuplexHandler {
  private final GateHandler gate;
  private final Duration write;

  OneAtATime(GateHandler gate, Duration write) {
    this.gate = gate;
    this.write = write;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof FullHttpRequest) {
      ctx.channel().config().setAutoRead(false);
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (!(msg instanceof HttpResponse)) {
      ctx.write(msg, promise);
      return;
    }
    ScheduledFuture<?> taken =
        ctx.executor().schedule(() -> ctx.close(), write.toMillis(), TimeUnit.MILLISECONDS);
    ChannelPromise told = promise.unvoid();
    told.addListener(
        done -> {
          taken.cancel(false);
          if (done.isSuccess()) {
            gate.answered(ctx);
            ctx.channel().config().setAutoRead(true);
          } else {
            ctx.close();
          }
        });
    ctx.write(msg, told);
  }
}

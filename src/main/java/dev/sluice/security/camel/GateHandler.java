package dev.sluice.security.camel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts a connection and ends it when its client is too slow. Runs on the channel's event loop.
 */
final class GateHandler extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(ConnectionGate.class.getName());
  private static final String AGGREGATOR = "aggregator";
  private static final String FLOW = "flow";

  private final GateSettings settings;
  private final AtomicInteger open;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean counted;

  GateHandler(GateSettings settings, AtomicInteger open) {
    this.settings = settings;
    this.open = open;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    counted = true;
    if (open.incrementAndGet() > settings.maxConnections()) {
      LOG.log(System.Logger.Level.WARNING, "FO port: too many connections, one more was closed");
      ctx.close();
      return;
    }
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.replace(AGGREGATOR, AGGREGATOR, new BodyCollector(settings.maxBodyBytes()));
    pipeline.addAfter(AGGREGATOR, FLOW, new FlowControlHandler());
    pipeline.addAfter(FLOW, "turn", new OneAtATime(this, settings.write()));
    expect(ctx, settings.head());
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
    if (counted) {
      open.decrementAndGet();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof HttpRequest) {
      expect(ctx, settings.body());
    }
    if (msg instanceof LastHttpContent) {
      expect(ctx, settings.answer());
    }
    ctx.fireChannelRead(msg);
  }

  /** Without this, Camel would log each failed handshake with its stack trace, and answer it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> "FO port: connection from " + ctx.channel().remoteAddress() + " ended: " + reason);
    ctx.close();
  }

  /** The answer to the last request is out; the next one is awaited. */
  void answered(ChannelHandlerContext ctx) {
    expect(ctx, settings.head());
  }

  private void expect(ChannelHandlerContext ctx, Duration within) {
    cancel();
    deadline = ctx.executor().schedule(() -> ctx.close(), within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    ScheduledFuture<?> running = deadline;
    if (running != null) {
      running.cancel(false);
    }
  }
}

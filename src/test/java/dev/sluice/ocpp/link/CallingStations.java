package dev.sluice.ocpp.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many stations on one thread, each with one call after the other, and the times they took. */
final class CallingStations implements AutoCloseable {
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final int port;
  private final int pauseMillis;
  private long[] micros = new long[1024];
  private int measured;

  final AtomicInteger connected = new AtomicInteger();
  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger answers = new AtomicInteger();
  private volatile boolean calling = true;

  CallingStations(int port, int pauseMillis) {
    this.port = port;
    this.pauseMillis = pauseMillis;
  }

  void connect(String id) {
    var handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            URI.create("ws://127.0.0.1:" + port + "/" + id),
            WebSocketVersion.V13,
            "ocpp1.6",
            false,
            new DefaultHttpHeaders()
                .add(HttpHeaderNames.AUTHORIZATION, AnsweringCsms.authorization(id)));
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(8192),
                        new WebSocketClientProtocolHandler(handshaker),
                        new Calls());
              }
            })
        .connect("127.0.0.1", port);
  }

  private final class Calls extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private long since;
    private boolean up;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        up = true;
        connected.incrementAndGet();
        call(context);
      }
    }

    private void call(ChannelHandlerContext context) {
      if (calling && context.channel().isActive()) {
        since = System.nanoTime();
        String text = "[2,\"" + calls.incrementAndGet() + "\",\"Heartbeat\",{}]";
        context.writeAndFlush(new TextWebSocketFrame(text));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      answers.incrementAndGet();
      note((System.nanoTime() - since) / 1000);
      context.executor().schedule(() -> call(context), pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (up && calling) {
        lost.incrementAndGet();
      }
    }
  }

  private synchronized void note(long time) {
    if (measured == micros.length) {
      micros = Arrays.copyOf(micros, 2 * measured);
    }
    micros[measured++] = time;
  }

  /** The times since the last question, and a new beginning. */
  synchronized String times() {
    long[] sorted = Arrays.copyOf(micros, measured);
    Arrays.sort(sorted);
    measured = 0;
    return sorted.length == 0
        ? "no calls"
        : "%d calls, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
            .formatted(
                sorted.length,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
  }

  void stopCalling() {
    calling = false;
  }

  @Override
  public void close() {
    calling = false;
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

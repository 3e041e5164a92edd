package dev.sluice.ocpp.link.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CSMS's socket without behaviour, for all stations of every version. */
final class CsmsSocket implements AutoCloseable {
  private static final WebSocketServerProtocolConfig CONFIG =
      WebSocketServerProtocolConfig.newBuilder()
          .websocketPath("/")
          .checkStartsWith(true)
          .subprotocols(
              Stream.of(Subprotocol.values())
                  .map(Subprotocol::token)
                  .collect(Collectors.joining(",")))
          .handleCloseFrames(false)
          .sendCloseFrame(null)
          .build();

  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final Map<String, BlockingQueue<End>> arrived = new ConcurrentHashMap<>();
  private final Channel listener;

  CsmsSocket() {
    listener =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketServerProtocolHandler(CONFIG),
                            new Connection());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  String url() {
    return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/{id}";
  }

  /** The next connection of a station. */
  End next(String id) throws InterruptedException {
    End end = arrivals("/" + id).poll(20, TimeUnit.SECONDS);
    assertThat(end).as("a connection of " + id + " at the CSMS").isNotNull();
    return Objects.requireNonNull(end);
  }

  private BlockingQueue<End> arrivals(String path) {
    return arrived.computeIfAbsent(path, unused -> new LinkedBlockingQueue<>());
  }

  private final class Connection extends SimpleChannelInboundHandler<WebSocketFrame> {
    @SuppressWarnings("NullAway.Init")
    private End end;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      Channel channel = context.channel();
      end =
          new End(
              text -> channel.writeAndFlush(new TextWebSocketFrame(text)),
              code -> channel.writeAndFlush(new CloseWebSocketFrame(code, "")),
              channel::close);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete done) {
        arrivals(done.requestUri()).add(end);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        end.received.add(text.text());
      } else if (frame instanceof CloseWebSocketFrame close) {
        end.closed.complete(close.statusCode());
        context.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end.closed.complete(1006);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

package dev.sluice.ocpp.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;

/** A CSMS's sockets of which a test can have thousands on one thread. */
public final class LeanCsms implements AutoCloseable {
  /** What happens, told on the connection's event loop. */
  public interface Ears {
    default void connected() {}

    default void opened(String station, Channel channel) {}

    void heard(String station, Channel channel, String text);
  }

  private final Channel listener;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * @param port 0 for any free one
   */
  public LeanCsms(EventLoopGroup loops, int port, Ears ears) {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, LeanStation.BUFFERS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel made) {
                    connections.add(made);
                    ears.connected();
                    made.pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketServerProtocolHandler(
                                WebSocketServerProtocolConfig.newBuilder()
                                    .websocketPath("/")
                                    .checkStartsWith(true)
                                    .subprotocols("ocpp1.6")
                                    .build()),
                            new Connection(ears));
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  public String url() {
    return "ws://127.0.0.1:" + port() + "/ocpp/{id}";
  }

  public static void send(Channel channel, String text) {
    channel.writeAndFlush(new TextWebSocketFrame(text));
  }

  /** The port is closed and all connections are reset, as when the process is killed. */
  void kill() {
    listener.close().syncUninterruptibly();
    connections.forEach(channel -> ((SocketChannel) channel).config().setSoLinger(0));
    connections.close().syncUninterruptibly();
  }

  @Override
  public void close() {
    kill();
  }

  private static final class Connection extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Ears ears;
    private String station = "";

    Connection(Ears ears) {
      this.ears = ears;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete done) {
        station = done.requestUri().substring(done.requestUri().lastIndexOf('/') + 1);
        ears.opened(station, context.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      ears.heard(station, context.channel(), frame.text());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

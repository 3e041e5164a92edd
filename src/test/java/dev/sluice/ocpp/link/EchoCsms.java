package dev.sluice.ocpp.link;

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
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A CSMS that sends back what it gets, on Netty's own handlers for servers. */
final class EchoCsms implements AutoCloseable {
  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final Channel listener;
  private volatile boolean deflated;

  /**
   * @param deflate whether it agrees to permessage-deflate
   * @param largest longest message in bytes
   */
  EchoCsms(boolean deflate, int largest) {
    WebSocketServerProtocolConfig config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/")
            .checkStartsWith(true)
            .subprotocols("ocpp1.6,ocpp2.0.1,ocpp2.1")
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(largest)
                    .allowExtensions(deflate)
                    .build())
            .build();
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpServerCodec());
                    channel.pipeline().addLast(new HttpObjectAggregator(16_384));
                    if (deflate) {
                      channel
                          .pipeline()
                          .addLast(
                              new WebSocketServerExtensionHandler(
                                  new PerMessageDeflateServerExtensionHandshaker(
                                      6, false, 15, true, true, largest)));
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new WebSocketServerProtocolHandler(config),
                            new WebSocketFrameAggregator(largest),
                            new Echo());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  String url() {
    return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/{id}";
  }

  /** Whether it has agreed to permessage-deflate with anybody. */
  boolean deflated() {
    return deflated;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      // The handler of extensions makes way for an encoder when one is agreed on.
      deflated |= context.pipeline().get(WebSocketExtensionEncoder.class) != null;
      if (frame instanceof TextWebSocketFrame text) {
        context.writeAndFlush(new TextWebSocketFrame(text.content().retain()));
      } else if (frame instanceof BinaryWebSocketFrame binary) {
        context.writeAndFlush(new BinaryWebSocketFrame(binary.content().retain()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

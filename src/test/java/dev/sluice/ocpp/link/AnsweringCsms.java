package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FramePeek;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A CSMS that checks passwords, and answers every call with an empty result. */
final class AnsweringCsms implements AutoCloseable {
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final Channel listener;

  /** How many sessions each station has had. */
  final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();

  final AtomicInteger refused = new AtomicInteger();

  AnsweringCsms() {
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
                            new HttpServerCodec(), new HttpObjectAggregator(4096), new Upgrade());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  static String authorization(String id) {
    return Basic.header(id, ("password of " + id).getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/{id}";
  }

  private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      String id = request.uri().substring(1);
      if (!authorization(id).equals(request.headers().get(HttpHeaderNames.AUTHORIZATION))) {
        refused.incrementAndGet();
        context
            .writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
      sessions.computeIfAbsent(id, same -> new AtomicInteger()).incrementAndGet();
      var unused =
          new WebSocketServerHandshakerFactory("ws://x/", "ocpp1.6", false, 1 << 20)
              .newHandshaker(request)
              .handshake(context.channel(), request);
      context.pipeline().replace(this, "answers", new Answers());
    }
  }

  private static final class Answers extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        FrameHead head = FramePeek.peek(new NettyCursor(text.content()));
        if (head.messageType() == FrameHead.CALL) {
          context.writeAndFlush(new TextWebSocketFrame("[3,\"" + head.messageId() + "\",{}]"));
        }
      } else if (frame instanceof CloseWebSocketFrame) {
        context.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}

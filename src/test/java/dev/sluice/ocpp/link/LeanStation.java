package dev.sluice.ocpp.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A station's socket of which a test can have thousands on one thread. */
public final class LeanStation extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  static final UnpooledByteBufAllocator BUFFERS = new UnpooledByteBufAllocator(false, true);

  /** What happens to the station, told on its event loop. */
  public interface Ears {
    /** It may send. */
    void opened(LeanStation station);

    void heard(LeanStation station, String text);

    /**
     * It is over; told once.
     *
     * @param refusal what the other end answered to the handshake; null when it did not refuse it
     */
    void ended(LeanStation station, @Nullable HttpResponse refusal);
  }

  private final Ears ears;
  private final Channel channel;
  private @Nullable HttpResponse refusal;

  private LeanStation(EventLoopGroup loops, String url, Duration handshake, Ears ears) {
    this.ears = ears;
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(url)
            .version(WebSocketVersion.V13)
            .subprotocol("ocpp1.6")
            .handshakeTimeoutMillis(handshake.toMillis())
            .forceCloseTimeoutMillis(3_000)
            .build();
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.ALLOCATOR, BUFFERS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketClientProtocolHandler(config),
                            LeanStation.this);
                  }
                })
            .connect(config.webSocketUri().getHost(), config.webSocketUri().getPort());
    this.channel = connected.channel();
    connected.addListener(
        future -> {
          if (!future.isSuccess()) {
            ears.ended(this, null);
          }
        });
  }

  /** Begins to connect. */
  public static LeanStation dial(EventLoopGroup loops, String url, Duration handshake, Ears ears) {
    return new LeanStation(loops, url, handshake, ears);
  }

  public void send(String text) {
    channel.writeAndFlush(new TextWebSocketFrame(text));
  }

  /** Says good-bye. */
  void leave() {
    channel.writeAndFlush(new CloseWebSocketFrame(1000, ""));
  }

  /** Ends without a word. */
  public void cut() {
    channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    ears.heard(this, frame.text());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      ears.opened(this);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ears.ended(this, refusal);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
      refusal = refused.response();
    }
    context.close();
  }
}

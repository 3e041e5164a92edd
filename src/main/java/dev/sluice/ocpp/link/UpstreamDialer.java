package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens the CSMS's side of a link on the event loop of the station's side. */
final class UpstreamDialer {
  private static final int LARGEST_REFUSAL = 64 * 1024;
  private static final long CLOSE_MILLIS = 3000;

  /** What became of an attempt; exactly one method is called, on the event loop. */
  interface Outcome {
    /** The CSMS accepted; the channel speaks WebSocket now, and does not read yet. */
    void upgraded(Channel channel, Subprotocol subprotocol);

    /** The CSMS accepted, but chose none of the subprotocols that were offered. */
    void unagreed();

    /** The CSMS answered with something else than 101; released by the caller. */
    void refused(FullHttpResponse response);

    /** No answer: the connection failed or ended, or what came is not a handshake. */
    void failed(Throwable cause);
  }

  private final @Nullable SslContext tls;
  private final int largestMessage;
  private final int connectMillis;
  private final CsmsNames names;

  /**
   * @param tls for {@code wss} addresses; null = the platform's trust anchors
   * @param names looks up the CSMS; closed by the caller
   * @throws IllegalStateException when the platform offers no TLS
   */
  UpstreamDialer(
      @Nullable SslContext tls, LinkSettings settings, boolean needsTls, CsmsNames names) {
    this.names = names;
    try {
      this.tls = tls == null && needsTls ? SslContextBuilder.forClient().build() : tls;
    } catch (SSLException e) {
      throw new IllegalStateException("TLS towards the CSMS cannot be set up", e);
    }
    this.largestMessage = settings.largestMessage();
    this.connectMillis = (int) settings.handshake().toMillis();
  }

  /**
   * Connects and asks for the upgrade.
   *
   * @param station the station's channel, whose event loop is used
   * @param offered subprotocols that the station offered, in its order
   * @return the connection's future, to be closed when the station leaves in the meantime
   */
  ChannelFuture dial(
      Channel station, URI url, List<Subprotocol> offered, HttpHeaders headers, Outcome outcome) {
    String subprotocols = offered.stream().map(Subprotocol::token).collect(Collectors.joining(","));
    // Protocol violations are answered by the link, politely, and not by cutting the connection.
    WebSocketClientHandshaker handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            url,
            WebSocketVersion.V13,
            subprotocols,
            false,
            headers,
            largestMessage,
            true,
            false,
            CLOSE_MILLIS,
            false,
            false); // stations send no Origin
    ChannelFuture connected =
        new Bootstrap()
            .group(station.eventLoop())
            .channel(Transport.BEST.connection())
            .resolver(names)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (CsmsAddress.isTls(url)) {
                      channel.pipeline().addLast(tls(channel, url));
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LARGEST_REFUSAL),
                            new Upgrade(handshaker, offered, outcome));
                  }
                })
            .connect(url.getHost(), CsmsAddress.port(url));
    connected.addListener(
        future -> {
          if (!future.isSuccess()) {
            outcome.failed(future.cause());
          }
        });
    return connected;
  }

  /** Whether a failure says that nothing answers at the CSMS's address at all. */
  static boolean noConnection(Throwable cause) {
    return cause instanceof ConnectException // a time-out is one too
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException;
  }

  private SslHandler tls(Channel channel, URI url) {
    if (tls == null) {
      throw new IllegalStateException("no TLS context for " + url);
    }
    SslHandler handler = tls.newHandler(channel.alloc(), url.getHost(), CsmsAddress.port(url));
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }

  /** Sends the request when the connection is up and reports the first answer. */
  private static final class Upgrade extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final WebSocketClientHandshaker handshaker;
    private final List<Subprotocol> offered;
    private final Outcome outcome;
    private boolean told;

    Upgrade(WebSocketClientHandshaker handshaker, List<Subprotocol> offered, Outcome outcome) {
      this.handshaker = handshaker;
      this.offered = offered;
      this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (context.pipeline().get(SslHandler.class) == null) {
        handshaker.handshake(context.channel());
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof io.netty.handler.ssl.SslHandshakeCompletionEvent done
          && done.isSuccess()) {
        handshaker.handshake(context.channel());
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (told) {
        return;
      }
      if (!response.decoderResult().isSuccess()) {
        // Cut off or no HTTP: whatever status it seems to have, the CSMS has not said so.
        fail(context, response.decoderResult().cause());
        return;
      }
      if (!HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status())) {
        told = true;
        outcome.refused(response);
        context.close();
        return;
      }
      String chosen = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
      Optional<Subprotocol> subprotocol =
          Optional.ofNullable(chosen).map(String::trim).flatMap(Subprotocol::of);
      if (subprotocol.isEmpty() || !offered.contains(subprotocol.get())) {
        told = true;
        outcome.unagreed();
        context.close();
        return;
      }
      try {
        // Frames may stand right behind the 101: nothing is read until their reader is in place.
        context.channel().config().setAutoRead(false);
        handshaker.finishHandshake(context.channel(), response);
      } catch (WebSocketHandshakeException e) {
        fail(context, e);
        return;
      }
      told = true;
      outcome.upgraded(context.channel(), subprotocol.get());
      context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(context, new java.io.IOException("the CSMS closed the connection during the handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(context, cause);
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
      if (!told) {
        told = true;
        outcome.failed(cause);
      }
      context.close();
    }
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens the CSMS's side of a link on the event loop of the station's side. */
final class UpstreamDialer {
  private static final int LARGEST_REFUSAL = 64 * 1024;

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

  /** An attempt that can be given up; on the event loop. */
  interface Dial {
    /** Closes the connection, or lets none come up; nothing more is told. */
    void cancel();

    /** Whether there is a connection. */
    boolean isUp();
  }

  private final LinkSettings settings;
  private final CsmsNames names;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable SslContext tls;

  /**
   * @param tls for {@code wss} addresses; null = the platform's trust anchors
   * @param names looks up the CSMS; closed by the caller
   */
  UpstreamDialer(@Nullable SslContext tls, LinkSettings settings, CsmsNames names) {
    this.tls = tls;
    this.settings = settings;
    this.names = names;
  }

  /**
   * Sees to what these upstreams need before they are dialled; may take a moment.
   *
   * @throws IllegalStateException when they need TLS and the platform offers none
   */
  synchronized void prepare(Upstreams upstreams) {
    try {
      if (tls == null && upstreams.needTls()) {
        tls = SslContextBuilder.forClient().build();
      }
    } catch (SSLException e) {
      throw new IllegalStateException("TLS towards the CSMS cannot be set up", e);
    }
  }

  /**
   * Connects and asks for the upgrade.
   *
   * @param station the station's channel, whose event loop is used
   * @param upstream what holds for the station
   * @param url the CSMS's for this station
   * @param offered subprotocols that the station offered, in its order
   * @return to be given up when the station leaves in the meantime
   */
  Dial dial(
      Channel station,
      Upstream upstream,
      URI url,
      List<Subprotocol> offered,
      HttpHeaders headers,
      Outcome outcome) {
    if (upstream.deflateCsms()) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Deflate.OFFER);
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(station.eventLoop())
            .channel(Transport.BEST.connection())
            .resolver(names)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis())
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
                            new UpstreamUpgrade(url, headers, offered, settings, outcome));
                  }
                });
    if (station instanceof EpollSocketChannel) {
      // A port is then taken from a range for each CSMS, and not from one for all.
      bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
    SocketAddress csms = InetSocketAddress.createUnresolved(url.getHost(), CsmsAddress.port(url));
    SourceTurn attempt =
        new SourceTurn(bootstrap, csms, upstream.localAddresses(), turn, outcome::failed);
    attempt.next();
    return attempt;
  }

  private int millis() {
    return (int) settings.handshake().toMillis();
  }

  /** Whether a failure says that nothing answers at the CSMS's address at all. */
  static boolean noConnection(Throwable cause) {
    return cause instanceof ConnectException // a time-out is one too
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException;
  }

  private SslHandler tls(Channel channel, URI url) {
    SslContext context = tls;
    if (context == null) {
      throw new IllegalStateException("no TLS context for " + url);
    }
    SslHandler handler = context.newHandler(channel.alloc(), url.getHost(), CsmsAddress.port(url));
    handler.setHandshakeTimeoutMillis(settings.handshake().toMillis());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }
}

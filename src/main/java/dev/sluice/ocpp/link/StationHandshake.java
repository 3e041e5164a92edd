package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A station's handshake, passed through: the station gets its 101 after the CSMS gave one, with the
 * CSMS's choice of subprotocol, and otherwise the CSMS's refusal (ocpp.md 4.1).
 */
final class StationHandshake extends SimpleChannelInboundHandler<FullHttpRequest>
    implements UpstreamDialer.Outcome {
  private static final Logger LOG = LoggerFactory.getLogger(StationHandshake.class);
  private static final int RETRY_SECONDS = 10;
  private static final List<CharSequence> UPWARD =
      List.of(HttpHeaderNames.AUTHORIZATION, HttpHeaderNames.USER_AGENT);
  private static final List<CharSequence> DOWNWARD =
      List.of(
          HttpHeaderNames.WWW_AUTHENTICATE,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.RETRY_AFTER,
          HttpHeaderNames.LOCATION);

  private final LinkShared shared;
  private final @Nullable CsmsAddress csms;
  private final UpstreamDialer dialer;
  private @Nullable FullHttpRequest request;
  private @Nullable StationId id;
  private @Nullable ChannelHandlerContext station;
  private @Nullable ChannelFuture upstream;
  private @Nullable ScheduledFuture<?> patience;
  private boolean done;

  /**
   * @param csms null = standalone
   */
  StationHandshake(LinkShared shared, @Nullable CsmsAddress csms, UpstreamDialer dialer) {
    this.shared = shared;
    this.csms = csms;
    this.dialer = dialer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    station = context;
    long millis = shared.settings().handshake().toMillis();
    patience = context.executor().schedule(() -> tooSlow(context), millis, TimeUnit.MILLISECONDS);
  }

  private void tooSlow(ChannelHandlerContext context) {
    if (done) {
      return;
    }
    if (request == null) {
      context.close();
    } else {
      unavailable("the CSMS did not answer the handshake in time\n");
    }
    finish();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest received) {
    if (done || request != null) {
      return;
    }
    Optional<StationId> named = StationId.of(received.uri());
    HttpHeaders headers = received.headers();
    if (!received.decoderResult().isSuccess()) {
      answer(HttpResponseStatus.BAD_REQUEST, "this is not an HTTP request\n");
    } else if (!HttpMethod.GET.equals(received.method())
        || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      answer(
          HttpResponseStatus.UPGRADE_REQUIRED,
          "charging stations connect here by WebSocket (OCPP-J)\n");
    } else if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        || headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY) == null) {
      answer(HttpResponseStatus.BAD_REQUEST, "WebSocket version 13 and a key are needed\n");
    } else if (named.isEmpty()) {
      answer(
          HttpResponseStatus.NOT_FOUND,
          "the last path segment must be a station identity of at most 255 bytes\n");
    } else {
      open(context, received.retain(), named.get());
      return;
    }
    finish();
  }

  private void open(ChannelHandlerContext context, FullHttpRequest received, StationId named) {
    request = received;
    id = named;
    context.channel().config().setAutoRead(false);
    List<Subprotocol> offered = offered(received.headers());
    if (shared.draining()) {
      goingAway();
    } else if (offered.isEmpty()) {
      unagreed();
    } else if (csms == null) {
      link(context, received, named, offered.get(0), null);
    } else {
      HttpHeaders up = new DefaultHttpHeaders();
      UPWARD.forEach(name -> received.headers().getAll(name).forEach(value -> up.add(name, value)));
      upstream = dialer.dial(context.channel(), csms.at(named), offered, up, this);
    }
  }

  private static List<Subprotocol> offered(HttpHeaders headers) {
    List<Subprotocol> offered = new ArrayList<>();
    for (String header : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      for (String token : header.split(",", 32)) {
        Subprotocol.of(token.trim()).filter(p -> !offered.contains(p)).ifPresent(offered::add);
      }
    }
    return offered;
  }

  @Override
  public void upgraded(Channel channel, Subprotocol subprotocol) {
    if (done || request == null || id == null || station == null || !station.channel().isActive()) {
      channel.close();
      finish();
      return;
    }
    if (shared.draining()) {
      channel.close();
      goingAway();
      return;
    }
    link(station, request, id, subprotocol, channel);
  }

  private void link(
      ChannelHandlerContext context,
      FullHttpRequest asked,
      StationId named,
      Subprotocol subprotocol,
      @Nullable Channel up) {
    Channel channel = context.channel();
    int largest = shared.settings().largestMessage();
    StationLink[] made = new StationLink[1];
    Leg leg = new Leg(channel);
    Leg csmsLeg = up == null ? null : new Leg(up);
    Peer peer =
        csmsLeg != null
            ? csmsLeg
            : new StandaloneCsms(
                subprotocol,
                shared.schemas(),
                shared.clock(),
                answer -> made[0].fromCsms(answer),
                channel::isWritable);
    StationLink link = new StationLink(named.decoded(), subprotocol, leg, peer, shared);
    made[0] = link;
    ByteBuf early = channel.pipeline().get(HandshakeDecoder.class).rest();
    // The link is known before the station can know of its 101.
    shared.arrived(link);
    handshaker(asked, subprotocol.token(), largest).handshake(channel, asked);
    channel.pipeline().remove(this);
    LegHandler.install(link, leg, true, largest);
    if (csmsLeg != null) {
      LegHandler.install(link, csmsLeg, false, largest);
    }
    channel.config().setAutoRead(true);
    if (up != null) {
      up.config().setAutoRead(true);
    }
    finish();
    read(channel, early);
  }

  /** What the station sent without waiting for the 101. */
  private static void read(Channel channel, ByteBuf early) {
    if (!early.isReadable()) {
      early.release();
      return;
    }
    ChannelInboundHandler reader = channel.pipeline().get(FrameCutter.class);
    if (reader == null) {
      reader = channel.pipeline().get(WebSocket13FrameDecoder.class);
    }
    ChannelHandlerContext context = channel.pipeline().context(reader);
    try {
      reader.channelRead(context, early);
    } catch (Exception e) {
      context.fireExceptionCaught(e);
    }
  }

  private static WebSocketServerHandshaker13 handshaker(
      FullHttpRequest asked, @Nullable String subprotocol, int largest) {
    return new WebSocketServerHandshaker13(
        asked.uri(),
        subprotocol,
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(largest)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build());
  }

  /** OCPP-J: the handshake completes without a subprotocol, and the connection ends. */
  @Override
  public void unagreed() {
    if (done || request == null || station == null) {
      return;
    }
    Channel channel = station.channel();
    shared.counters().add(Count.HANDSHAKES_REFUSED);
    handshaker(request, null, 1024).handshake(channel, request);
    new Leg(channel).close(1002, "no common OCPP subprotocol");
    finish();
  }

  @Override
  public void refused(FullHttpResponse response) {
    if (done) {
      return;
    }
    ByteBuf body = Unpooled.copiedBuffer(response.content());
    HttpHeaders headers = new DefaultHttpHeaders();
    DOWNWARD.forEach(
        name -> response.headers().getAll(name).forEach(value -> headers.add(name, value)));
    write(response.status(), body, headers);
    finish();
  }

  @Override
  public void failed(Throwable cause) {
    if (done) {
      return;
    }
    LOG.warn(
        "{}: the CSMS cannot be reached: {}", id == null ? "?" : id.decoded(), cause.toString());
    unavailable("the CSMS cannot be reached\n");
    finish();
  }

  private void goingAway() {
    unavailable("the gateway is going away\n");
    finish();
  }

  private void unavailable(String text) {
    answer(HttpResponseStatus.SERVICE_UNAVAILABLE, text);
  }

  private void answer(HttpResponseStatus status, String text) {
    HttpHeaders headers =
        new DefaultHttpHeaders().add(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      headers.add(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
      headers.add(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
      headers.add(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
    }
    write(status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), headers);
  }

  private void write(HttpResponseStatus status, ByteBuf body, HttpHeaders headers) {
    shared.counters().add(Count.HANDSHAKES_REFUSED);
    if (station == null) {
      body.release();
      return;
    }
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response.headers().set(headers);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    HttpUtil.setContentLength(response, body.readableBytes());
    station.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    finish();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: handshake failed: {}", context.channel().remoteAddress(), cause.toString());
    finish();
    context.close();
  }

  private void finish() {
    if (patience != null) {
      patience.cancel(false);
    }
    if (!done && request != null) {
      request.release();
    }
    boolean linked = station != null && station.isRemoved();
    if (upstream != null && !linked) {
      upstream.channel().close();
    }
    done = true;
  }
}

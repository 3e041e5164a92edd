package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a CSMS for the upgrade when the connection is up, and reports the first answer. */
final class UpstreamUpgrade extends SimpleChannelInboundHandler<FullHttpResponse> {
  private final List<Subprotocol> offered;
  private final boolean deflateOffered;
  private final WireLimits limits;
  private final UpstreamDialer.Outcome outcome;
  private final Handshaker handshaker;
  private boolean told;

  UpstreamUpgrade(
      URI url,
      HttpHeaders headers,
      List<Subprotocol> offered,
      LinkSettings settings,
      UpstreamDialer.Outcome outcome) {
    this.offered = offered;
    this.deflateOffered = headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    this.limits = settings.limits();
    this.outcome = outcome;
    String subprotocols = offered.stream().map(Subprotocol::token).collect(Collectors.joining(","));
    this.handshaker = new Handshaker(url, subprotocols, headers, limits.largestFrame());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (context.pipeline().get(SslHandler.class) == null) {
      handshaker.handshake(context.channel());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
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
      Optional<Deflate> deflate = Deflate.accepted(response.headers(), deflateOffered);
      handshaker.extended = deflate.isPresent();
      // Frames may stand right behind the 101: nothing is read until their reader is in place.
      context.channel().config().setAutoRead(false);
      handshaker.finishHandshake(context.channel(), response);
      deflate.ifPresent(
          terms -> context.channel().pipeline().addLast(new MessageDeflate(terms, limits)));
    } catch (WebSocketHandshakeException | IllegalArgumentException e) {
      fail(context, e);
      return;
    }
    told = true;
    outcome.upgraded(context.channel(), subprotocol.get());
    context.pipeline().remove(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, new IOException("the CSMS closed the connection during the handshake"));
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

  /** Netty's, but as a station asks, and with a decoder that leaves answering to the link. */
  private static final class Handshaker extends WebSocketClientHandshaker13 {
    private boolean extended;

    Handshaker(URI url, String subprotocols, HttpHeaders headers, int largestFrame) {
      super(url, WebSocketVersion.V13, subprotocols, false, headers, largestFrame);
    }

    @Override
    protected FullHttpRequest newHandshakeRequest() {
      FullHttpRequest request = super.newHandshakeRequest();
      request.headers().remove(HttpHeaderNames.ORIGIN);
      return request;
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
      return new WebSocket13FrameDecoder(
          WebSocketDecoderConfig.newBuilder()
              .expectMaskedFrames(false)
              .allowExtensions(extended)
              .maxFramePayloadLength(maxFramePayloadLength())
              .closeOnProtocolViolation(false)
              .withUTF8Validator(false)
              .build());
    }
  }
}

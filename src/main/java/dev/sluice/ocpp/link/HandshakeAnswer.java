package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What a station is told instead of 101. */
final class HandshakeAnswer {
  /**
   * The body of every 401, whoever refused and why: unknown id, wrong password, or the want of the
   * connected station's.
   */
  static final String WRONG_CREDENTIALS = "these are not the station's credentials\n";

  /**
   * The body of the 503 for want of a place among the handshakes of one identity, whatever the
   * others are.
   */
  static final String BUSY = "too many handshakes for this station are not over; come again\n";

  private static final int RETRY_SECONDS = 10;
  private static final List<CharSequence> DOWNWARD =
      List.of(
          HttpHeaderNames.WWW_AUTHENTICATE,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.RETRY_AFTER,
          HttpHeaderNames.LOCATION);

  private HandshakeAnswer() {}

  /** A refusal of the gateway's own, with what its status needs. */
  static void write(ChannelHandlerContext context, HttpResponseStatus status, String text) {
    HttpHeaders headers = text();
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      headers.add(HttpHeaderNames.RETRY_AFTER, retrySeconds());
    }
    if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
      headers.add(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
      headers.add(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
    }
    if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
      headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"charging stations\"");
    }
    write(context, status, bytes(text), headers);
  }

  /** Come again after so many seconds. */
  static void notNow(ChannelHandlerContext context, String text, long seconds) {
    write(
        context,
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        bytes(text),
        text().add(HttpHeaderNames.RETRY_AFTER, seconds));
  }

  /** When to come again; random, so that who leaves together comes back apart. */
  static int retrySeconds() {
    return RETRY_SECONDS + ThreadLocalRandom.current().nextInt(RETRY_SECONDS + 1);
  }

  /** Too many refused credentials: come again after so many seconds. */
  static void throttled(ChannelHandlerContext context, long seconds) {
    write(
        context,
        HttpResponseStatus.TOO_MANY_REQUESTS,
        bytes("too many refused credentials\n"),
        text().add(HttpHeaderNames.RETRY_AFTER, seconds));
  }

  /**
   * The CSMS's refusal, as far as it is meant for the station. A 401 is told in the gateway's
   * words: nobody shall learn from them which of the two refused, and so which stations are
   * connected.
   */
  static void copy(ChannelHandlerContext context, FullHttpResponse response) {
    if (response.status().code() == HttpResponseStatus.UNAUTHORIZED.code()) {
      write(context, HttpResponseStatus.UNAUTHORIZED, WRONG_CREDENTIALS);
      return;
    }
    HttpHeaders headers = new DefaultHttpHeaders();
    DOWNWARD.forEach(
        name -> response.headers().getAll(name).forEach(value -> headers.add(name, value)));
    write(context, response.status(), Unpooled.copiedBuffer(response.content()), headers);
  }

  private static HttpHeaders text() {
    return new DefaultHttpHeaders().add(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private static void write(
      ChannelHandlerContext context, HttpResponseStatus status, ByteBuf body, HttpHeaders headers) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response.headers().set(headers);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    HttpUtil.setContentLength(response, body.readableBytes());
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * The 101 to a request.
   *
   * @param subprotocol the one that was agreed on; null = none
   * @param largest longest frame that will be taken, in bytes
   * @param extended whether an extension was agreed on
   */
  static WebSocketServerHandshaker13 upgrade(
      FullHttpRequest asked, @Nullable String subprotocol, int largest, boolean extended) {
    return new WebSocketServerHandshaker13(
        asked.uri(),
        subprotocol,
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(largest)
            .allowExtensions(extended)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build());
  }
}

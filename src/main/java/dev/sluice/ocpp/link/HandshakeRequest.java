package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Reads a station's request for a WebSocket. */
final class HandshakeRequest {
  /** What is wrong with a request. */
  record Fault(HttpResponseStatus status, String text) {}

  private HandshakeRequest() {}

  /**
   * Why it is no request for a station's WebSocket; null when it is one.
   *
   * @param leniently take it for one if the WebSocket's own fields are there and one of the two
   *     that HTTP wants hints at it: some stations send {@code Connection: keep-alive} or {@code
   *     Connection: websocket} (ocpp.md 4.5)
   */
  static @Nullable Fault fault(FullHttpRequest request, boolean leniently) {
    HttpHeaders headers = request.headers();
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    if (!HttpMethod.GET.equals(request.method())
        || !(wantsWebSocket(headers) || (leniently && hintsAtWebSocket(headers)))) {
      return new Fault(
          HttpResponseStatus.UPGRADE_REQUIRED,
          "charging stations connect here by WebSocket (OCPP-J)\n");
    }
    if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        || headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY) == null) {
      return new Fault(
          HttpResponseStatus.BAD_REQUEST, "WebSocket version 13 and a key are needed\n");
    }
    return null;
  }

  private static boolean wantsWebSocket(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  private static boolean hintsAtWebSocket(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
        && (mentions(headers, HttpHeaderNames.UPGRADE, "websocket")
            || mentions(headers, HttpHeaderNames.CONNECTION, "upgrade")
            || mentions(headers, HttpHeaderNames.CONNECTION, "websocket"));
  }

  private static boolean mentions(HttpHeaders headers, CharSequence name, String word) {
    return headers.getAll(name).stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word));
  }

  /** Makes the two fields what they should be, for those who look at them next. */
  static void mend(HttpHeaders headers) {
    headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
  }

  private static Fault unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Fault(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long\n");
    }
    return cause instanceof TooLongHttpHeaderException
        ? new Fault(
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long\n")
        : new Fault(HttpResponseStatus.BAD_REQUEST, "this is not an HTTP request\n");
  }

  /**
   * The subprotocols that the station offers and the gateway knows, in the station's order.
   *
   * @param fallback the one of a station that offers none at all; null = none
   */
  static List<Subprotocol> offered(HttpHeaders headers, @Nullable Subprotocol fallback) {
    List<Subprotocol> offered = new ArrayList<>();
    boolean silent = true;
    for (String header : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      silent &= header.isBlank();
      for (String token : header.split(",", 32)) {
        Subprotocol.of(token.trim()).filter(p -> !offered.contains(p)).ifPresent(offered::add);
      }
    }
    if (silent && fallback != null) {
      offered.add(fallback);
    }
    return offered;
  }

  /** The certificate of the TLS client; null when it showed none, or there is no TLS. */
  static @Nullable X509Certificate certificate(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return null;
    }
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate own ? own : null;
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }
}

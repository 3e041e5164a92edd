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
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Reads a station's request for a WebSocket. */
final class HandshakeRequest {
  /** What is wrong with a request. */
  record Fault(HttpResponseStatus status, String text) {}

  private HandshakeRequest() {}

  /** Why it is no request for a station's WebSocket; null when it is one. */
  static @Nullable Fault fault(FullHttpRequest request) {
    HttpHeaders headers = request.headers();
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    if (!HttpMethod.GET.equals(request.method())
        || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
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

  private static Fault unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Fault(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long\n");
    }
    return cause instanceof TooLongHttpHeaderException
        ? new Fault(
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long\n")
        : new Fault(HttpResponseStatus.BAD_REQUEST, "this is not an HTTP request\n");
  }

  /** The subprotocols that the station offers and the gateway knows, in the station's order. */
  static List<Subprotocol> offered(HttpHeaders headers) {
    List<Subprotocol> offered = new ArrayList<>();
    for (String header : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      for (String token : header.split(",", 32)) {
        Subprotocol.of(token.trim()).filter(p -> !offered.contains(p)).ifPresent(offered::add);
      }
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

package dev.sluice.security.camel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Problem documents (RFC 9457) for what fails before or after a route. */
final class EdgeAnswers {
  private EdgeAnswers() {}

  static FullHttpResponse tooLarge(int maxBytes) {
    return problem(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-large",
        "The body is too large",
        "The body has more than " + maxBytes + " bytes.");
  }

  /** Nothing of the cause: it is in the log. */
  static FullHttpResponse internal() {
    return problem(
        HttpResponseStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "The gateway failed",
        "The request was not completed; the operator finds the cause in the log.");
  }

  private static FullHttpResponse problem(
      HttpResponseStatus status, String code, String title, String detail) {
    String json =
        "{\"type\":\"urn:sluice:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
            .formatted(code, title, status.code(), detail, code);
    return of(status, "application/problem+json", json.getBytes(StandardCharsets.UTF_8));
  }

  static FullHttpResponse of(HttpResponseStatus status, String type, byte[] body) {
    ByteBuf content = Unpooled.wrappedBuffer(body);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return response;
  }
}

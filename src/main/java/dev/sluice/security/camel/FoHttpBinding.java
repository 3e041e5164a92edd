package dev.sluice.security.camel;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.netty.NettyConstants;
import org.apache.camel.component.netty.http.DefaultNettyHttpBinding;
import org.apache.camel.component.netty.http.NettyHttpConfiguration;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * What passes between HTTP and an exchange of the FO port: a short list of headers each way.
 * Camel's own binding makes headers of all request headers, query parameters and form fields, and
 * sends them back; a client could steer endpoints and read what is not meant for it.
 */
public final class FoHttpBinding extends DefaultNettyHttpBinding {
  private static final List<String> REQUEST_HEADERS =
      List.of("Accept", "Content-Type", "Content-Encoding", "If-Match", "If-None-Match");
  private static final List<String> RESPONSE_HEADERS =
      List.of(
          "Content-Type",
          "ETag",
          "Location",
          "Allow",
          "Retry-After",
          "Cache-Control",
          "Link",
          "WWW-Authenticate");

  @Override
  public Message toCamelMessage(
      FullHttpRequest request, Exchange exchange, NettyHttpConfiguration configuration) {
    Message message = new DefaultMessage(exchange);
    String target = request.uri();
    int mark = target.indexOf('?');
    String method = request.method().name();
    exchange.setProperty(Exchange.HTTP_METHOD, method);
    message.setHeader(Exchange.HTTP_METHOD, method);
    message.setHeader(Exchange.HTTP_PATH, mark < 0 ? target : target.substring(0, mark));
    if (mark >= 0) {
      message.setHeader(Exchange.HTTP_RAW_QUERY, target.substring(mark + 1));
    }
    for (String name : REQUEST_HEADERS) {
      List<String> values = request.headers().getAll(name);
      if (!values.isEmpty()) {
        message.setHeader(name, String.join(", ", values));
      }
    }
    message.setBody(ByteBufUtil.getBytes(request.content()));
    return message;
  }

  @Override
  public HttpResponse toNettyResponse(Message message, NettyHttpConfiguration configuration) {
    Exchange exchange = message.getExchange();
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    boolean answered =
        exchange.getException() == null && status != null && message.getBody() instanceof byte[];
    FullHttpResponse response =
        answered && status != null
            ? answer(message, status, (byte[]) message.getBody())
            : EdgeAnswers.internal();
    if ("HEAD".equals(exchange.getProperty(Exchange.HTTP_METHOD))) {
      response = response.replace(Unpooled.EMPTY_BUFFER);
    }
    Object connection = exchange.getProperty(HttpHeaderNames.CONNECTION.toString());
    if (HttpHeaderValues.CLOSE.toString().equals(connection)) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      exchange.setProperty(NettyConstants.NETTY_CLOSE_CHANNEL_WHEN_COMPLETE, true);
    }
    return response;
  }

  private static FullHttpResponse answer(Message message, int status, byte[] body) {
    HttpResponseStatus line = HttpResponseStatus.valueOf(status);
    FullHttpResponse response = EdgeAnswers.of(line, "", body);
    HttpHeaders headers = response.headers();
    headers.remove(HttpHeaderNames.CONTENT_TYPE);
    for (String name : RESPONSE_HEADERS) {
      @Nullable Object value = message.getHeader(name);
      if (value != null) {
        headers.set(name, value.toString());
      }
    }
    if (line.equals(HttpResponseStatus.NOT_MODIFIED)) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    return response;
  }
}

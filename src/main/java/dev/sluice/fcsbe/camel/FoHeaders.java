package dev.sluice.fcsbe.camel;

import dev.sluice.fcsbe.FoOperation;
import dev.sluice.fcsbe.FoRequest;
import dev.sluice.fcsbe.JsonDocument;
import dev.sluice.fcsbe.MediaTypes;
import dev.sluice.fcsbe.ProblemCode;
import dev.sluice.fcsbe.ProblemException;
import dev.sluice.flexibility.Resources;
import dev.sluice.flexibility.camel.FlexibilityHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * First step of the FO port: takes the request line apart, then drops every header of the request.
 * What later steps may use is set anew from what was checked, so that nothing a client sends can
 * steer an endpoint. Body and headers other than these never reach a route.
 */
final class FoHeaders implements Processor {
  /** Set by the server's own TLS end, never by a client: carries the peer's certificate. */
  static final String TLS_SESSION = "CamelNettySSLSession";

  private final Resources resources;

  FoHeaders(Resources resources) {
    this.resources = resources;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String method = text(message, Exchange.HTTP_METHOD);
    String path = text(message, Exchange.HTTP_PATH);
    String query = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
    String accept = text(message, "Accept");
    String contentType = text(message, Exchange.CONTENT_TYPE);
    String encoding = text(message, Exchange.CONTENT_ENCODING);
    String ifMatch = message.getHeader("If-Match", String.class);
    String ifNoneMatch = message.getHeader("If-None-Match", String.class);
    Object session = message.getHeader(TLS_SESSION);
    message.removeHeaders("*");
    if (session != null) {
      message.setHeader(TLS_SESSION, session);
    }
    exchange.setProperty(FcsbeProperties.ALLOW, String.join(", ", FoRequest.methods(path)));
    FoRequest request = FoRequest.of(method, path, query);
    exchange.setProperty(FcsbeProperties.REQUEST, request);
    exchange.setProperty(FcsbeProperties.OPERATION, request.operation().id());
    String answer = MediaTypes.answer(accept);
    if (answer.isEmpty()) {
      throw new ProblemException(
          ProblemCode.NOT_ACCEPTABLE,
          "Answers are " + MediaTypes.JSON + " or " + MediaTypes.VENDOR_JSON + ".");
    }
    exchange.setProperty(FcsbeProperties.ANSWER_TYPE, answer);
    if (ifNoneMatch != null) {
      exchange.setProperty(FcsbeProperties.HELD_TAG, ifNoneMatch.trim());
    }
    body(message, request.operation(), contentType, encoding);
    variables(exchange, message, request);
    paging(message, request);
    if (request.operation() == FoOperation.PUT_GROUP && ifMatch != null) {
      message.setHeader(FlexibilityHeaders.IF_MATCH, ifMatch.trim());
    }
  }

  private static String text(Message message, String header) {
    String value = message.getHeader(header, String.class);
    return value == null ? "" : value;
  }

  private static void body(
      Message message, FoOperation operation, String contentType, String encoding) {
    byte[] body = message.getBody(byte[].class);
    int length = body == null ? 0 : body.length;
    if (length > JsonDocument.MAX_BYTES) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "The body has more than " + JsonDocument.MAX_BYTES + " bytes.");
    }
    boolean typed = operation.hasBody() || (length > 0 && !operation.method().equals("GET"));
    if (typed && !(MediaTypes.readable(contentType) && encoding.isBlank())) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Send "
              + MediaTypes.JSON
              + " or "
              + MediaTypes.VENDOR_JSON
              + " in UTF-8, without Content-Encoding.");
    }
    message.setBody(operation.hasBody() ? body : null);
  }

  private void variables(Exchange exchange, Message message, FoRequest request) {
    switch (request.operation()) {
      case PUT_FSR, GET_FSR, GET_RESPONSE, GET_PARTICIPATIONS, PUT_SETPOINT, GET_SETPOINT, CANCEL ->
          message.setHeader(FlexibilityHeaders.FSR_ID, request.id());
      case PUT_GROUP, GET_GROUP -> message.setHeader(FlexibilityHeaders.GROUP_ID, request.id());
      case GET_STATION -> message.setHeader(FlexibilityHeaders.STATION_ID, request.id());
      case GET_EVSE -> evse(exchange, message, request.id(), true);
      case GET_CAPABILITY -> evse(exchange, message, request.id(), false);
      case VERSIONS, GET_NOTIFICATIONS, GET_STATIONS, GET_CAPABILITIES -> {}
    }
  }

  /** {@code station:evse}; a capability may also be asked of the station alone. */
  private void evse(Exchange exchange, Message message, String id, boolean always) {
    int colon = id.lastIndexOf(':');
    boolean numbered = colon > 0 && id.substring(colon + 1).matches("[1-9]\\d{0,4}");
    if (!always && (!numbered || resources.station(id).isPresent())) {
      message.setHeader(FlexibilityHeaders.STATION_ID, id);
      return;
    }
    if (!numbered) {
      throw new ProblemException(
          ProblemCode.UNKNOWN_RESOURCE, "An EVSE is addressed as station:number, for example a:1.");
    }
    message.setHeader(FlexibilityHeaders.STATION_ID, id.substring(0, colon));
    exchange.setProperty(FcsbeProperties.EVSE_ID, Integer.valueOf(id.substring(colon + 1)));
  }

  private static void paging(Message message, FoRequest request) {
    if (request.operation() != FoOperation.GET_NOTIFICATIONS) {
      return;
    }
    message.setHeader(FlexibilityHeaders.AFTER, request.number("after", 0, Long.MAX_VALUE / 10, 0));
    message.setHeader(
        FlexibilityHeaders.LIMIT, (int) request.number("limit", 1, FoOperation.MAX_PAGE, 100));
    message.setHeader(
        FlexibilityHeaders.WAIT_MS, 1_000 * request.number("wait", 0, FoOperation.MAX_WAIT_S, 0));
  }

  /** The request of an exchange that passed this step. */
  static FoRequest request(Exchange exchange) {
    @Nullable FoRequest request = exchange.getProperty(FcsbeProperties.REQUEST, FoRequest.class);
    if (request == null) {
      throw new IllegalStateException("the route has no step foHeaders before this one");
    }
    return request;
  }

  static Map<String, Processor> named(Resources resources) {
    return Map.of("foHeaders", new FoHeaders(resources));
  }
}

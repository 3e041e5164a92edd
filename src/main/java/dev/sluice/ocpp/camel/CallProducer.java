package dev.sluice.ocpp.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.CallFailure;
import dev.sluice.ocpp.link.InjectedCall;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ocpp:call}: puts a call into the station's lane; the exchange goes on with the answer. No
 * thread waits for it.
 */
class CallProducer extends DefaultAsyncProducer {
  private final OcppEndpoint endpoint;

  CallProducer(OcppEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    String stationId = exchange.getMessage().getHeader(OcppHeaders.STATION_ID, String.class);
    if (stationId == null || stationId.isEmpty()) {
      return failed(
          exchange, callback, "no station: set the header " + OcppHeaders.STATION_ID + " before");
    }
    if (!(exchange.getMessage().getBody() instanceof JsonNode payload)) {
      return failed(
          exchange,
          callback,
          "the body is no JSON tree: put a mapping: step before, which makes the payload of "
              + endpoint.getAction());
    }
    endpoint
        .component()
        .links()
        .call(
            new InjectedCall(
                stationId,
                endpoint.getAction(),
                payload,
                endpoint.getKey(),
                Duration.ofMillis(endpoint.getExpiry()),
                Duration.ofMillis(endpoint.getTimeout())))
        .whenComplete(
            (answer, failure) -> {
              answered(exchange, answer, failure);
              callback.done(false);
            });
    return false;
  }

  private boolean failed(Exchange exchange, AsyncCallback callback, String what) {
    exchange.setException(new IllegalArgumentException(endpoint.getEndpointUri() + ": " + what));
    callback.done(true);
    return true;
  }

  private static void answered(
      Exchange exchange, @Nullable JsonNode answer, @Nullable Throwable failure) {
    if (failure == null) {
      exchange.setProperty(OcppHeaders.CALL_ANSWERED, true);
      exchange.getMessage().setBody(answer);
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CallFailure why) {
      exchange.setProperty(OcppHeaders.CALL_FAILURE, why.reason().name());
    }
    exchange.setException(cause);
  }
}

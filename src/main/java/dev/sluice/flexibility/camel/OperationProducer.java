package dev.sluice.flexibility.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** A step that the core does at once: it never waits for a station. */
class OperationProducer extends DefaultProducer {
  /** What the step does; returns the new body. */
  interface Operation {
    @Nullable Object on(Message in);
  }

  private final Operation operation;

  OperationProducer(FlexibilityEndpoint endpoint, Operation operation) {
    super(endpoint);
    this.operation = operation;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    message.setBody(operation.on(message));
  }
}

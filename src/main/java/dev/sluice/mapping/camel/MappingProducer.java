package dev.sluice.mapping.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.mapping.Degradation;
import dev.sluice.mapping.MappingException;
import dev.sluice.mapping.MappingOutcome;
import dev.sluice.mapping.MappingTable;
import dev.sluice.mapping.MappingTables;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Replaces the body by what the table makes of it. An exchange without body has an empty one. */
final class MappingProducer extends DefaultProducer {
  private final MappingEndpoint endpoint;

  MappingProducer(MappingEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    String id = endpoint.getTable();
    MappingTables kept = TablesOfExchange.of(exchange);
    MappingTables tables = kept == null ? endpoint.component().tables() : kept;
    MappingTable table =
        tables
            .find(id)
            .orElseThrow(() -> new MappingException(id, "", MappingComponent.unknown(tables, id)));
    Message message = exchange.getMessage();
    MappingOutcome outcome = table.apply(endpoint.directionOf(table), body(message, table));
    message.setBody(outcome.result());
    if (outcome.degradations().isEmpty()) {
      message.removeHeader(MappingHeaders.DEGRADATIONS);
    } else {
      message.setHeader(MappingHeaders.DEGRADATIONS, outcome.degradations());
      BiConsumer<String, Degradation> counted = endpoint.component().degradations();
      outcome.degradations().forEach(degradation -> counted.accept(id, degradation));
    }
  }

  private static JsonNode body(Message message, MappingTable table) {
    Object body = message.getBody();
    if (body == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (body instanceof JsonNode node) {
      return node;
    }
    throw new MappingException(
        table.id(),
        "",
        table.file()
            + ": the body is a "
            + body.getClass().getName()
            + ", not a JsonNode; put unmarshal: {json: {}} with unmarshalType JsonNode before it");
  }
}

package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fcsbe.JsonDocument;
import dev.sluice.fcsbe.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Ends an exchange with a document; only the headers set here go out. */
final class FcsbeAnswer {
  private FcsbeAnswer() {}

  static void write(Exchange exchange, int status, JsonNode document) {
    String type = exchange.getProperty(FcsbeProperties.ANSWER_TYPE, MediaTypes.JSON, String.class);
    write(exchange, status, document, type);
  }

  static void write(Exchange exchange, int status, JsonNode document, String type) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, type);
    // What an FO reads belongs to it alone and is true for the moment only.
    message.setHeader("Cache-Control", "no-store");
    message.setBody(JsonDocument.bytes(document));
  }

  /** Adds the entity tag; an FO that holds the same already gets no body. */
  static void tagged(Exchange exchange, String tag) {
    Message message = exchange.getMessage();
    message.setHeader("ETag", tag);
    message.setHeader("Cache-Control", "no-cache, private");
    boolean read = FoHeaders.request(exchange).operation().method().equals("GET");
    String held = exchange.getProperty(FcsbeProperties.HELD_TAG, String.class);
    if (read && tag.equals(held)) {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
      message.removeHeader(Exchange.CONTENT_TYPE);
      message.setBody(new byte[0]);
    }
  }

  /** A tag that changes whenever the document does. */
  static String tagOf(JsonNode document) {
    byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
    return "\"" + UUID.nameUUIDFromBytes(text) + "\"";
  }
}

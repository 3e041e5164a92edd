package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Message;

/** Reads what a step needs from a message, and says what is missing. */
final class MessageParts {
  private MessageParts() {}

  static String text(Message message, String header) {
    String value = message.getHeader(header, String.class);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "the header " + header + " is missing: the route must set it before this step");
    }
    return value;
  }

  static long number(Message message, String header, long otherwise) {
    Object value = message.getHeader(header);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value.toString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the header " + header + " must be a whole number, is " + value, e);
    }
  }

  static JsonNode document(Message message, String what) {
    if (message.getBody() instanceof JsonNode document && document.isObject()) {
      return document;
    }
    throw new IllegalArgumentException("the body must be a JSON object: " + what);
  }

  static long wholeNumber(JsonNode document, String member) {
    JsonNode value = document.path(member);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("member " + member + " must be a whole number");
    }
    return value.longValue();
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;

/** Brings a value to the type of its target. */
final class Casts {
  private Casts() {}

  static JsonNode to(ElementType type, JsonNode value) throws BadValueException {
    return switch (type) {
      case STRING -> text(value);
      case INTEGER -> value.isInt() ? value : Numbers.integer(Numbers.of(value));
      case NUMBER -> Numbers.number(value);
      case BOOLEAN -> truth(value);
      case OBJECT -> structure(value, value.isObject(), "an object");
      case ARRAY -> structure(value, value.isArray(), "an array");
      case ANY -> value.deepCopy();
    };
  }

  private static JsonNode text(JsonNode value) throws BadValueException {
    if (value.isTextual()) {
      return value;
    }
    if (value.isNumber()) {
      return TextNode.valueOf(Numbers.plain(Numbers.of(value)).toPlainString());
    }
    if (value.isBoolean()) {
      return TextNode.valueOf(value.asText());
    }
    throw new BadValueException(Numbers.shown(value) + " is not a text");
  }

  private static JsonNode truth(JsonNode value) throws BadValueException {
    if (value.isBoolean()) {
      return value;
    }
    if (value.isTextual() && value.textValue().equalsIgnoreCase("true")) {
      return BooleanNode.TRUE;
    }
    if (value.isTextual() && value.textValue().equalsIgnoreCase("false")) {
      return BooleanNode.FALSE;
    }
    throw new BadValueException(Numbers.shown(value) + " is neither true nor false");
  }

  private static JsonNode structure(JsonNode value, boolean right, String wanted)
      throws BadValueException {
    if (!right) {
      throw new BadValueException(Numbers.shown(value) + " is not " + wanted);
    }
    return value.deepCopy();
  }
}

package dev.sluice.bench.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/**
 * What the table says, written in Java: the same fields, types checked, decimals, an absent element left
 * out, a value that is not what it should be left out too.
 */
final class HandWritten {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final TextNode CHARGING = TextNode.valueOf("CHARGING");
  private static final TextNode FREE = TextNode.valueOf("FREE");
  private static final TextNode FAILED = TextNode.valueOf("FAILED");
  private static final TextNode PERIODIC = TextNode.valueOf("PERIODIC");
  private static final TextNode BEGIN = TextNode.valueOf("BEGIN");

  private HandWritten() {}

  static ObjectNode map(JsonNode message) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    JsonNode sessionPart = part(message, "session");
    JsonNode meterPart = part(message, "meter");
    JsonNode powerPart = part(message, "power");
    JsonNode energyPart = part(message, "energy");
    JsonNode voltagePart = part(message, "voltage");
    JsonNode currentPart = part(message, "current");
    text(result, "stationId", message.get("station"));
    whole(result, "evseId", message.get("evse"));
    whole(result, "connectorId", message.get("connector"));
    text(result, "sessionId", sessionPart.get("id"));
    text(result, "startedAt", sessionPart.get("startedAt"));
    text(result, "readAt", message.get("readAt"));
    text(result, "meterSerial", meterPart.get("serial"));
    text(result, "firmware", meterPart.get("firmware"));
    status(result, "status", message.get("status"));
    context(result, "context", message.get("context"));
    thousandfold(result, "powerW", powerPart.get("total"));
    thousandfold(result, "limitW", powerPart.get("limit"));
    thousandfold(result, "importWh", energyPart.get("import"));
    thousandfold(result, "exportWh", energyPart.get("export"));
    number(result, "l1V", voltagePart.get("l1"));
    number(result, "l2V", voltagePart.get("l2"));
    number(result, "l3V", voltagePart.get("l3"));
    number(result, "l1A", currentPart.get("l1"));
    number(result, "l2A", currentPart.get("l2"));
    number(result, "l3A", currentPart.get("l3"));
    whole(result, "soc", message.get("soc"));
    truth(result, "locked", message.get("locked"));
    whole(result, "sequence", message.get("sequence"));
    number(result, "frequencyHz", message.get("frequency"));
    return result;
  }

  private static JsonNode part(JsonNode message, String name) {
    JsonNode part = message.get(name);
    return part == null ? MissingNode.getInstance() : part;
  }

  private static void text(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isTextual()) {
      result.set(name, value);
    }
  }

  private static void whole(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isNumber() && value.canConvertToInt()) {
      result.set(name, IntNode.valueOf(value.intValue()));
    }
  }

  private static void number(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isNumber()) {
      result.set(name, DecimalNode.valueOf(plain(value.decimalValue())));
    }
  }

  private static void thousandfold(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isNumber()) {
      result.set(name, DecimalNode.valueOf(plain(value.decimalValue().multiply(THOUSAND))));
    }
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void truth(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isBoolean()) {
      result.set(name, BooleanNode.valueOf(value.booleanValue()));
    }
  }

  private static void status(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isTextual()) {
      switch (value.textValue()) {
        case "Charging" -> result.set(name, CHARGING);
        case "Available" -> result.set(name, FREE);
        case "Faulted" -> result.set(name, FAILED);
        default -> {}
      }
    }
  }

  private static void context(ObjectNode result, String name, JsonNode value) {
    if (value != null && value.isTextual()) {
      switch (value.textValue()) {
        case "Sample.Periodic" -> result.set(name, PERIODIC);
        case "Transaction.Begin" -> result.set(name, BEGIN);
        default -> {}
      }
    }
  }
}

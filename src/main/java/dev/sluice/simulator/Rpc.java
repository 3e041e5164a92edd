package dev.sluice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** OCPP-J's texts. */
final class Rpc {
  static final int CALL = 2;
  static final int RESULT = 3;
  static final int ERROR = 4;
  static final ObjectMapper JSON = new ObjectMapper();

  private Rpc() {}

  /** A readable frame: an array with a type and an id. */
  record Frame(int type, String id, JsonNode array) {
    String action() {
      return array.path(2).asText();
    }

    JsonNode callPayload() {
      return array.path(3);
    }

    JsonNode resultPayload() {
      return array.path(2);
    }

    CallErrorException error() {
      return new CallErrorException(array.path(2).asText(), array.path(3).asText());
    }
  }

  static Optional<Frame> parse(String text) {
    try {
      JsonNode array = JSON.readTree(text);
      return array.isArray() && array.path(0).isInt() && array.path(1).isTextual()
          ? Optional.of(new Frame(array.path(0).asInt(), array.path(1).asText(), array))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static String call(String id, String action, JsonNode payload) {
    return head(CALL, id).add(action).add(payload).toString();
  }

  static String result(String id, JsonNode payload) {
    return head(RESULT, id).add(payload).toString();
  }

  static String error(String id, String code, String description) {
    return head(ERROR, id).add(code).add(description).add(object()).toString();
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ObjectNode status(String status) {
    return object().put("status", status);
  }

  /** Date and time with milliseconds, UTC. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static ArrayNode head(int type, String id) {
    return JSON.createArrayNode().add(type).add(id);
  }
}

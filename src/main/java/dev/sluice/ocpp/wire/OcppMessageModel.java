package dev.sluice.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one OCPP version as its official schemas say. A message is named by its action
 * and {@code Request} or {@code Response}, in all versions. Safe for any thread.
 */
public final class OcppMessageModel implements MessageModel {
  /** Deeper than any message of OCPP; ends a schema that refers to itself. */
  private static final int MAX_DEPTH = 16;

  private final OcppSchemas schemas;
  private final Subprotocol subprotocol;
  private final Map<String, Map<String, Element>> byMessage = new ConcurrentHashMap<>();

  /**
   * @param schemas the official schemas
   * @param subprotocol the version
   */
  public OcppMessageModel(OcppSchemas schemas, Subprotocol subprotocol) {
    this.schemas = schemas;
    this.subprotocol = subprotocol;
  }

  /** The models of all versions by the name of their folder under {@code mappings/}. */
  public static Map<String, MessageModel> all(OcppSchemas schemas) {
    Map<String, MessageModel> models = new LinkedHashMap<>();
    for (Subprotocol subprotocol : Subprotocol.values()) {
      models.put(subprotocol.folder(), new OcppMessageModel(schemas, subprotocol));
    }
    return models;
  }

  @Override
  public boolean hasMessage(String message) {
    return schema(message).isPresent();
  }

  @Override
  public Collection<String> messages() {
    List<String> messages = new ArrayList<>();
    for (String action : schemas.actions(subprotocol)) {
      messages.add(action + "Request");
      messages.add(action + "Response");
    }
    return messages;
  }

  @Override
  public Optional<Element> element(String message, String path) {
    return Optional.ofNullable(elements(message).get(path));
  }

  @Override
  public Collection<String> paths(String message) {
    return elements(message).keySet();
  }

  private Optional<JsonNode> schema(String message) {
    for (String kind : new String[] {"Request", "Response"}) {
      if (message.endsWith(kind)) {
        String action = message.substring(0, message.length() - kind.length());
        return schemas.text(subprotocol, action, kind.equals("Request"));
      }
    }
    return Optional.empty();
  }

  private Map<String, Element> elements(String message) {
    Optional<JsonNode> schema = schema(message);
    return schema.isEmpty()
        ? Map.of()
        : byMessage.computeIfAbsent(
            message,
            name -> {
              Map<String, Element> elements = new LinkedHashMap<>();
              object(schema.get(), schema.get(), "", 0, elements);
              return elements;
            });
  }

  private static void object(
      JsonNode root, JsonNode schema, String prefix, int depth, Map<String, Element> into) {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String path = prefix + property.getKey();
              boolean must = required.contains(property.getKey());
              element(root, property.getValue(), path, must, depth + 1, into);
            });
  }

  private static void element(
      JsonNode root,
      JsonNode written,
      String path,
      boolean required,
      int depth,
      Map<String, Element> into) {
    JsonNode schema = resolve(root, written);
    ElementType type = type(schema);
    Set<String> values = new LinkedHashSet<>();
    schema.path("enum").forEach(value -> values.add(value.asText()));
    into.put(
        path,
        new Element(
            type,
            required,
            values,
            bound(schema, "minimum"),
            bound(schema, "maximum"),
            null,
            schema.path("maxLength").isInt() ? schema.path("maxLength").intValue() : null,
            PersonalData.NO));
    if (depth > MAX_DEPTH) {
      return;
    }
    if (type == ElementType.OBJECT) {
      object(root, schema, path + ".", depth, into);
    } else if (type == ElementType.ARRAY) {
      element(root, schema.path("items"), path + "[*]", false, depth + 1, into);
    }
  }

  private static JsonNode resolve(JsonNode root, JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
  }

  private static @Nullable BigDecimal bound(JsonNode schema, String key) {
    JsonNode bound = schema.path(key);
    return bound.isNumber() ? bound.decimalValue() : null;
  }

  private static ElementType type(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> ElementType.STRING;
      case "integer" -> ElementType.INTEGER;
      case "number" -> ElementType.NUMBER;
      case "boolean" -> ElementType.BOOLEAN;
      case "object" -> ElementType.OBJECT;
      case "array" -> ElementType.ARRAY;
      default -> ElementType.ANY;
    };
  }
}

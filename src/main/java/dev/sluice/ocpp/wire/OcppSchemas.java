package dev.sluice.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The official OCPP schemas (design D13), read once and compiled when first used. Safe for any
 * thread.
 *
 * <p>1.6 is draft-04 and 2.x draft-06 (ocpp.md 1.4); the package that carries the files re-labels
 * them, so the dialect is chosen here.
 */
public final class OcppSchemas {
  private record Key(Subprotocol subprotocol, String action, boolean request) {}

  private final Map<Subprotocol, Map<String, JsonNode>> texts = new EnumMap<>(Subprotocol.class);
  private final Map<Key, JsonSchema> compiled = new ConcurrentHashMap<>();

  private OcppSchemas() {}

  /** Reads the schemas that the build put on the class path. */
  public static OcppSchemas official() {
    OcppSchemas schemas = new OcppSchemas();
    schemas.read(Subprotocol.OCPP16, "ocpp1_6.json");
    schemas.read(Subprotocol.OCPP201, "ocpp2_0_1.json");
    schemas.read(Subprotocol.OCPP21, "ocpp2_1.json");
    return schemas;
  }

  private void read(Subprotocol subprotocol, String file) {
    try (InputStream in = OcppSchemas.class.getResourceAsStream("schemas/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "The OCPP schemas are missing from this build ("
                + file
                + "); build with Node 20 or newer installed");
      }
      Map<String, JsonNode> byId = new HashMap<>();
      for (JsonNode schema : new ObjectMapper().readTree(in)) {
        byId.put(schema.path("$id").asText(schema.path("id").asText()), schema);
      }
      texts.put(subprotocol, byId);
    } catch (IOException e) {
      throw new UncheckedIOException("The OCPP schemas in " + file + " cannot be read", e);
    }
  }

  /** Whether the version has this action. */
  public boolean knows(Subprotocol subprotocol, String action) {
    return text(subprotocol, action, true).isPresent();
  }

  /** The schema's own text, for those who need its structure. */
  Optional<JsonNode> text(Subprotocol subprotocol, String action, boolean request) {
    Map<String, JsonNode> byId = texts.getOrDefault(subprotocol, Map.of());
    for (String suffix : request ? List.of("Request", ".req", "") : List.of("Response", ".conf")) {
      JsonNode found = byId.get("urn:" + action + suffix);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The actions of a version. */
  Iterable<String> actions(Subprotocol subprotocol) {
    return texts.getOrDefault(subprotocol, Map.of()).keySet().stream()
        .filter(id -> id.endsWith("Request") || id.endsWith(".req"))
        .map(id -> id.substring(4).replaceAll("(Request|\\.req)$", ""))
        .sorted()
        .toList();
  }

  /**
   * A violation without any value of the payload.
   *
   * @param path of the element, such as {@code $.meterValue[0].timestamp}
   * @param keyword of the schema that is violated, such as {@code required}
   */
  public record Breach(String path, String keyword) {}

  /**
   * What is wrong with a payload; empty when it is valid, or when the version has no such action.
   *
   * @param request as with {@link #violations}
   */
  public List<Breach> breaches(
      Subprotocol subprotocol, String action, boolean request, JsonNode payload) {
    return text(subprotocol, action, request).stream()
        .flatMap(text -> schema(subprotocol, action, request, text).validate(payload).stream())
        .map(found -> new Breach(found.getInstanceLocation().toString(), found.getType()))
        .toList();
  }

  /**
   * What is wrong with a payload, one line each with the place first; empty when it is valid.
   *
   * @param request true for the payload of a CALL or SEND, false for that of a CALLRESULT
   */
  public List<String> violations(
      Subprotocol subprotocol, String action, boolean request, JsonNode payload) {
    Optional<JsonNode> text = text(subprotocol, action, request);
    if (text.isEmpty()) {
      return List.of(
          "$: " + subprotocol.token() + " has no " + (request ? "request " : "response ") + action);
    }
    return schema(subprotocol, action, request, text.get()).validate(payload).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  private JsonSchema schema(
      Subprotocol subprotocol, String action, boolean request, JsonNode text) {
    return compiled.computeIfAbsent(
        new Key(subprotocol, action, request),
        key ->
            JsonSchemaFactory.getInstance(subprotocol.isV16() ? VersionFlag.V4 : VersionFlag.V6)
                .getSchema(withoutDialect(text)));
  }

  /**
   * The label in the file names a dialect that the schema was not written in; the factory's version
   * is to count.
   */
  private static JsonNode withoutDialect(JsonNode schema) {
    com.fasterxml.jackson.databind.node.ObjectNode copy = schema.deepCopy();
    copy.remove("$schema");
    return copy;
  }
}

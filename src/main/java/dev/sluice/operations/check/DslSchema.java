package dev.sluice.operations.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of Camel's YAML DSL, out of the schema that Camel ships for editors. An alternative in
 * the schema counts as allowed: what is left open here, Camel says when it reads the file.
 */
final class DslSchema {
  private static final String RESOURCE = "/schema/camelYamlDsl.json";
  private static final Set<String> BRANCHES = Set.of("oneOf", "anyOf", "allOf");

  /** What may stand in one place. */
  record Place(List<JsonNode> schemas) {
    boolean open() {
      return schemas.isEmpty();
    }
  }

  private static final class Holder {
    static final JsonNode ITEM = load();

    private static JsonNode load() {
      try (InputStream in = DslSchema.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException(RESOURCE + " is not in the class path");
        }
        return new ObjectMapper().readTree(in).path("items");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private DslSchema() {}

  /** Where the parts of a file stand. */
  static Place part() {
    return place(List.of(Holder.ITEM));
  }

  private static Place place(List<JsonNode> schemas) {
    Set<JsonNode> flat = new java.util.LinkedHashSet<>();
    schemas.forEach(schema -> flatten(schema, flat, new HashSet<>()));
    return new Place(List.copyOf(flat));
  }

  /** The schema, what it refers to, and its alternatives. */
  private static void flatten(JsonNode schema, Set<JsonNode> into, Set<String> seen) {
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual() && seen.add(reference.asText())) {
      flatten(resolve(reference.asText()), into, seen);
    }
    for (String branch : BRANCHES) {
      schema.path(branch).forEach(each -> flatten(each, into, seen));
    }
    if (schema.has("type") || schema.has("properties") || schema.has("items")) {
      into.add(schema);
    }
  }

  private static JsonNode resolve(String reference) {
    return Holder.ITEM
        .path("definitions")
        .path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  /** The keys that may stand there, with what may stand behind them. */
  static Map<String, Place> keys(Place place) {
    Map<String, List<JsonNode>> found = new LinkedHashMap<>();
    for (JsonNode schema : place.schemas()) {
      schema
          .path("properties")
          .fields()
          .forEachRemaining(
              each ->
                  found
                      .computeIfAbsent(each.getKey(), unused -> new ArrayList<>())
                      .add(each.getValue()));
    }
    Map<String, Place> keys = new LinkedHashMap<>();
    found.forEach((key, schemas) -> keys.put(key, place(schemas)));
    return keys;
  }

  /** Whether only the known keys may stand there. */
  static boolean closed(Place place) {
    boolean some = false;
    for (JsonNode schema : place.schemas()) {
      if (schema.path("type").asText().equals("object") || schema.has("properties")) {
        if (!schema.has("properties")) {
          return false;
        }
        some = true;
      }
    }
    return some;
  }

  /** What the items of a list there may be. */
  static Place items(Place place) {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode schema : place.schemas()) {
      if (schema.has("items")) {
        items.add(schema.path("items"));
      }
    }
    return place(items);
  }

  /** The types that may stand there: object, array, string, boolean, number, integer. */
  static Set<String> types(Place place) {
    Set<String> types = new TreeSet<>();
    for (JsonNode schema : place.schemas()) {
      types.add(schema.has("properties") ? "object" : schema.path("type").asText());
    }
    return types;
  }

  /** The only words that may stand there; empty when any may. */
  static Set<String> words(Place place) {
    Set<String> words = new TreeSet<>();
    for (JsonNode schema : place.schemas()) {
      if (!schema.has("enum")) {
        return Set.of();
      }
      schema.path("enum").forEach(word -> words.add(word.asText()));
    }
    return words;
  }
}

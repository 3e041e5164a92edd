package dev.sluice.fcsbe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** JSON text from and to the FO: strict and bounded inwards, canonical outwards. */
public final class JsonDocument {
  /** Largest body that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 18;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_STRING = 4_096;
  private static final int MAX_NUMBER = 32;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxStringLength(MAX_STRING)
                      .maxNameLength(MAX_STRING)
                      .maxNumberLength(MAX_NUMBER)
                      .build())
              .build());

  private static final ObjectReader STRICT =
      MAPPER
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private JsonDocument() {}

  /**
   * Reads one JSON object in UTF-8, without a byte order mark, duplicate members or anything after
   * it.
   *
   * @throws ProblemException {@code too-large} over {@link #MAX_BYTES}, else {@code malformed} with
   *     line and column
   */
  public static ObjectNode object(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes.");
    }
    if (body.length == 0) {
      throw new ProblemException(
          ProblemCode.MALFORMED, "The body is empty; send a JSON object in UTF-8.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode node = STRICT.readValue(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new ProblemException(ProblemCode.MALFORMED, "The body must be one JSON object.");
    } catch (CharacterCodingException e) {
      throw new ProblemException(ProblemCode.MALFORMED, "The body is not UTF-8.");
    } catch (JsonProcessingException e) {
      throw new ProblemException(malformed(e));
    }
  }

  private static Problem malformed(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    String pointer =
        e.getProcessor() instanceof JsonParser parser
            ? parser.getParsingContext().pathAsPointer().toString()
            : "";
    String rule = where + firstLine(e.getOriginalMessage());
    return new Problem(
        ProblemCode.MALFORMED,
        "The body is not JSON that can be read: " + rule,
        List.of(new Violation(pointer, rule)));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    // Jackson names its own settings where a limit is passed; they are no business of the FO.
    int setting = line.indexOf(", from `");
    return setting < 0 ? line : line.substring(0, setting) + ")";
  }

  /** The document in UTF-8. */
  public static byte[] bytes(JsonNode document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same document with the members of all objects sorted, so that their order is no matter. */
  static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      node.properties()
          .forEach(member -> sorted.put(member.getKey(), canonical(member.getValue())));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      sorted.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(canonical(element)));
      return array;
    }
    return node;
  }
}

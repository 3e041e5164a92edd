package dev.sluice.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code jsonMember}: what stands inside a text that is itself JSON, as the {@code data} of OCPP
 * 1.6's DataTransfer.
 */
final class EmbeddedJsonFunction {
  /** The longest such texts carry a certificate chain of 10,000 characters and a few hashes. */
  private static final int LONGEST = 65_536;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  private EmbeddedJsonFunction() {}

  static MappingFunction jsonMember() {
    return MappingFunction.named("jsonMember")
        .gives(ElementType.ANY)
        .parameter("path of the member", ElementType.STRING)
        .as(EmbeddedJsonFunction::member);
  }

  private static JsonNode member(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode path = arguments.get(0);
    if (path == null) {
      throw new BadValueException("cannot be looked into: the path is missing");
    }
    JsonNode found = read(value.asText());
    for (String name : path.asText().split("\\.", -1)) {
      found = found.path(name);
    }
    if (found.isMissingNode() || found.isNull()) {
      return MissingNode.getInstance();
    }
    if (!found.isValueNode()) {
      throw new BadValueException("'" + path.asText() + "' in it is no single value");
    }
    return found;
  }

  private static JsonNode read(String text) throws BadValueException {
    if (text.length() > LONGEST) {
      throw new BadValueException("has more than " + LONGEST + " characters");
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()) {
        throw new BadValueException("is no JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new BadValueException("is not JSON");
    }
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes messages out of what a model says: each optional element is there or not, extremes too. */
final class MessageGenerator {
  static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  private MessageGenerator() {}

  static JsonNode message(Side side, Random random) {
    return object(side, "", random, 0);
  }

  private static ObjectNode object(Side side, String prefix, Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String path : side.model().paths(side.message())) {
      if (!path.startsWith(prefix) || path.length() == prefix.length()) {
        continue;
      }
      String name = path.substring(prefix.length());
      if (name.contains(".") || name.contains("[")) {
        continue;
      }
      Element element = side.model().element(side.message(), path).orElseThrow();
      // Documents require little, and tables more: most of their elements are there.
      int outOfTen = side.isInformationModel() ? 9 : depth < 3 ? 5 : 2;
      if (element.required() || random.nextInt(10) < outOfTen) {
        JsonNode value = value(side, path, element, random, depth);
        if (!value.isMissingNode()) {
          object.set(name, value);
        }
      }
    }
    return object;
  }

  private static JsonNode value(Side side, String path, Element element, Random random, int depth) {
    if (element.type() == ElementType.OBJECT) {
      return object(side, path + ".", random, depth + 1);
    }
    if (element.type() == ElementType.ARRAY) {
      Element item = side.model().element(side.message(), path + "[*]").orElse(null);
      if (item == null) {
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
      }
      return JsonNodeFactory.instance
          .arrayNode()
          .add(value(side, path + "[*]", item, random, depth + 1));
    }
    List<JsonNode> values = values(element, path);
    return values.get(random.nextInt(values.size()));
  }

  /** Values of the element, the extremes of its range first. */
  static List<JsonNode> values(Element element, String path) {
    List<JsonNode> values = new ArrayList<>();
    if (!element.values().isEmpty()) {
      element.values().forEach(value -> values.add(TextNode.valueOf(value)));
      return values;
    }
    switch (element.type()) {
      case BOOLEAN -> values.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
      case INTEGER -> numbers(element, true, values);
      case NUMBER -> numbers(element, false, values);
      default -> texts(element, path, values);
    }
    return values;
  }

  private static void numbers(Element element, boolean whole, List<JsonNode> values) {
    for (String text :
        List.of(
            "-2147483648", "-5000", "-0.1", "0", "0.1", "1", "3", "230", "11000.5", "2147483647")) {
      add(element, whole, new BigDecimal(text), values);
    }
    for (BigDecimal bound : new BigDecimal[] {element.minimum(), element.maximum()}) {
      if (bound != null) {
        add(element, whole, bound, values);
      }
    }
  }

  private static void add(
      Element element, boolean whole, BigDecimal number, List<JsonNode> values) {
    boolean low = element.minimum() != null && number.compareTo(element.minimum()) < 0;
    boolean high = element.maximum() != null && number.compareTo(element.maximum()) > 0;
    if (low || high || (whole && number.stripTrailingZeros().scale() > 0)) {
      return;
    }
    values.add(whole ? IntNode.valueOf(number.intValue()) : DecimalNode.valueOf(number));
  }

  private static void texts(Element element, String path, List<JsonNode> values) {
    String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.matches(".*(time|valid|expiry|schedule$|^at$|from|until|start).*|at")
        && element.longest() == null) {
      values.add(TextNode.valueOf(Instant.ofEpochSecond(1_772_359_200L).toString()));
      values.add(TextNode.valueOf("2026-03-01T11:00:00.500+01:00"));
      return;
    }
    int longest = element.longest() == null ? 40 : element.longest();
    for (String text : List.of("7", "StatusNotification", "W", "Grüße 😀")) {
      if (text.codePointCount(0, text.length()) <= longest) {
        values.add(TextNode.valueOf(text));
      }
    }
    values.add(TextNode.valueOf("x".repeat(Math.min(longest, 300))));
  }
}

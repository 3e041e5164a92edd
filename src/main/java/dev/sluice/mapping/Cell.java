package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A key of a YAML mapping with its value.
 *
 * @param key the key
 * @param keyAt where the key stands
 * @param node the value
 * @param at where the value stands
 */
record Cell(String key, Position keyAt, Node node, Position at) {
  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** The value's text, as it is written. */
  String text() throws BadCellException {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw new BadCellException("'" + key + "' must have a single value", "");
  }

  /** The texts of the sequence that the value is; one that is none becomes an error. */
  List<String> texts() throws BadCellException {
    if (!(node instanceof SequenceNode sequence)) {
      throw new BadCellException("'" + key + "' must be a list", "write " + key + ": [A, B]");
    }
    List<String> texts = new ArrayList<>();
    for (Node entry : sequence.getValue()) {
      if (!(entry instanceof ScalarNode scalar)) {
        throw new BadCellException("an entry of '" + key + "' must have a single value", "");
      }
      texts.add(scalar.getValue());
    }
    return texts;
  }

  /** The value as JSON: a number, true or false, or a text. */
  JsonNode value() throws BadCellException {
    String text = text();
    Tag tag = ((ScalarNode) node).getTag();
    try {
      if (tag.equals(Tag.BOOL)) {
        return BooleanNode.valueOf(Boolean.parseBoolean(text));
      }
      if (tag.equals(Tag.INT)) {
        long whole = Long.parseLong(text);
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
      }
      if (tag.equals(Tag.FLOAT)) {
        return DecimalNode.valueOf(Numbers.plain(new BigDecimal(text)));
      }
    } catch (NumberFormatException e) {
      throw new BadCellException("'" + text + "' is not a number that can be used", "");
    }
    return TextNode.valueOf(text);
  }

  boolean truth() throws BadCellException {
    JsonNode value = value();
    if (!value.isBoolean()) {
      throw new BadCellException(
          "'" + key + "' is '" + value.asText() + "'", "write true or false");
    }
    return value.booleanValue();
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;

/** New objects for what is mapped. */
final class Targets {
  private Targets() {}

  /** An object with room for so many elements: a table knows how many it has, a map has to grow. */
  static ObjectNode object(int elements) {
    return new ObjectNode(
        JsonNodeFactory.instance, new LinkedHashMap<>(elements + elements / 3 + 1));
  }
}

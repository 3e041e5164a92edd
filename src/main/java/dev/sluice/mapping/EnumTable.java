package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of values: what a protocol's value is in the information model and the other way round.
 *
 * @param name name of the file without its ending
 * @param total whether it must have every value of the protocol's element
 * @param rows the pairs, in the order of the file
 */
record EnumTable(String name, boolean total, List<Entry> rows) {
  /**
   * @param preferred whether this pair counts when a value has several
   * @param at where it stands
   */
  record Entry(JsonNode protocol, JsonNode model, boolean preferred, Position at) {
    JsonNode source(MappingDirection direction) {
      return direction == MappingDirection.UP ? protocol : model;
    }

    JsonNode target(MappingDirection direction) {
      return direction == MappingDirection.UP ? model : protocol;
    }
  }

  EnumTable {
    rows = List.copyOf(rows);
  }

  /** Values that have several counterparts in this direction, none of them preferred alone. */
  List<String> ambiguous(MappingDirection direction) {
    Map<String, List<Entry>> bySource = bySource(direction);
    return bySource.entrySet().stream()
        .filter(e -> e.getValue().size() > 1)
        .filter(e -> e.getValue().stream().filter(Entry::preferred).count() != 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, List<Entry>> bySource(MappingDirection direction) {
    Map<String, List<Entry>> bySource = new LinkedHashMap<>();
    for (Entry row : rows) {
      bySource.computeIfAbsent(row.source(direction).asText(), value -> new ArrayList<>()).add(row);
    }
    return bySource;
  }

  /** The conversion in this direction. */
  ValueStep step(MappingDirection direction) {
    Map<String, JsonNode> frozen = new LinkedHashMap<>();
    bySource(direction)
        .forEach(
            (value, entries) ->
                frozen.put(
                    value,
                    entries.stream()
                        .filter(Entry::preferred)
                        .findFirst()
                        .orElse(entries.get(0))
                        .target(direction)));
    Map<String, JsonNode> map = Map.copyOf(frozen);
    return (value, scope) -> {
      JsonNode found = map.get(value.asText());
      if (found == null) {
        throw new BadValueException(Numbers.shown(value) + " is not in the enum " + name);
      }
      return found instanceof TextNode ? found : found.deepCopy();
    };
  }
}

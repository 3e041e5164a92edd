package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the elements of an array onto those of others, arrays within arrays laid out flat, in one
 * pass for all blocks that follow each other over the same array.
 *
 * @param levels the way to the source's elements, one path for each array on it
 * @param choice the blocks
 */
record EachStep(List<ElementPath> levels, EachChoice choice) implements Step {
  EachStep {
    levels = List.copyOf(levels);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) {
    @Nullable ArrayNode[] items = new ArrayNode[choice.size()];
    collect(0, scope, items, pass);
    for (int place = 0; place < items.length; place++) {
      ArrayNode made = items[place];
      if (made == null) {
        continue;
      }
      ElementPath target = choice.at(place).target();
      JsonNode there = target.read(new Scope(out, null));
      if (there instanceof ArrayNode before) {
        before.addAll(made);
      } else {
        target.write(out, made);
      }
    }
  }

  private void collect(int level, Scope scope, @Nullable ArrayNode[] items, MappingPass pass) {
    if (level == levels.size()) {
      item(scope, items, pass);
      return;
    }
    JsonNode array = levels.get(level).read(scope);
    if (array instanceof ArrayNode) {
      for (JsonNode element : array) {
        collect(level + 1, new Scope(element, scope), items, pass);
      }
    }
  }

  private void item(Scope scope, @Nullable ArrayNode[] items, MappingPass pass) {
    for (int place : choice.of(scope)) {
      ObjectNode item = choice.at(place).item(scope, pass);
      if (item == null) {
        continue;
      }
      ArrayNode made = items[place];
      if (made == null) {
        made = JsonNodeFactory.instance.arrayNode();
        items[place] = made;
      }
      made.add(item);
    }
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the elements of an array onto those of another, arrays within arrays laid out flat.
 *
 * @param levels the way to the source's elements, one path for each array on it
 * @param target the array that is filled, without its {@code [*]}
 * @param where which elements are taken; null for all
 * @param steps what is done with each
 */
record EachStep(
    List<ElementPath> levels, ElementPath target, @Nullable Condition where, List<Step> steps)
    implements Step {
  EachStep {
    levels = List.copyOf(levels);
    steps = List.copyOf(steps);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    collect(0, scope, items, pass);
    if (items.isEmpty()) {
      return;
    }
    JsonNode there = target.read(new Scope(out, null));
    if (there instanceof ArrayNode before) {
      before.addAll(items);
    } else {
      target.write(out, items);
    }
  }

  private void collect(int level, Scope scope, ArrayNode items, MappingPass pass) {
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

  private void item(Scope scope, ArrayNode items, MappingPass pass) {
    if (where != null && !where.holds(scope)) {
      return;
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    try {
      for (Step step : steps) {
        step.run(scope, item, pass);
      }
    } catch (DroppedItem e) {
      return;
    }
    if (!item.isEmpty()) {
      items.add(item);
    }
  }
}

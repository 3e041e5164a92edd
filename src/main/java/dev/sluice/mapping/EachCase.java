package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code each} block, compiled for one direction.
 *
 * @param target the array that is filled, without its {@code [*]}
 * @param where which elements are taken; null for all
 * @param steps what is done with each
 */
record EachCase(ElementPath target, @Nullable Condition where, List<Step> steps) {
  EachCase {
    steps = List.copyOf(steps);
  }

  /** What the block makes of an array element, or null when it leaves it out. */
  @Nullable ObjectNode item(Scope scope, MappingPass pass) {
    if (where != null && !where.holds(scope)) {
      return null;
    }
    ObjectNode item = Targets.object(steps.size());
    try {
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).run(scope, item, pass);
      }
    } catch (DroppedItem e) {
      return null;
    }
    return item.isEmpty() ? null : item;
  }
}

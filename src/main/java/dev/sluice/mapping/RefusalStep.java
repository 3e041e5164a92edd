package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a message with an element that the table cannot carry: it would be weakened without a
 * word otherwise (design D16).
 *
 * @param at place of the entry, for errors
 * @param element the element, for errors
 * @param levels the way to it, one path for each array on it and one for the rest
 * @param when only then, seen from where the element's last name stands; null for always
 * @param because why
 */
record RefusalStep(
    Position at,
    ElementPath element,
    List<ElementPath> levels,
    @Nullable Condition when,
    String because)
    implements Step {
  RefusalStep {
    levels = List.copyOf(levels);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) {
    if (present(0, scope)) {
      throw pass.failure(at, element.toString(), "cannot be carried over: " + because);
    }
  }

  private boolean present(int level, Scope scope) {
    JsonNode node = levels.get(level).read(scope);
    if (node == null || level == levels.size() - 1) {
      return node != null && (when == null || when.holds(scope));
    }
    for (JsonNode item : node) {
      if (present(level + 1, new Scope(item, scope))) {
        return true;
      }
    }
    return false;
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.RowEffect.Effect;
import java.util.List;

/**
 * Fills one element from the first of its rows that applies and has a value.
 *
 * @param at place of the first row, for errors
 * @param target the element
 * @param rows the rows, in the order of the table
 * @param mustHave whether the message is invalid without the element
 */
record ElementStep(Position at, ElementPath target, List<Alternative> rows, boolean mustHave)
    implements Step {
  ElementStep {
    rows = List.copyOf(rows);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) throws DroppedItem {
    for (Alternative row : rows) {
      Condition when = row.when();
      if (when != null && !when.holds(scope)) {
        pass.tell(row, Effect.DOES_NOT_APPLY, scope, null);
        continue;
      }
      JsonNode value;
      try {
        value = row.value(scope, pass);
      } catch (MappingException | DroppedItem e) {
        pass.tell(row, Effect.REJECTS, scope, null);
        throw e;
      }
      if (value != null) {
        target.write(out, value);
        pass.tell(row, Effect.WRITES, scope, value);
        return;
      }
      pass.tell(row, Effect.GIVES_NOTHING, scope, null);
    }
    if (mustHave) {
      throw pass.failure(
          at, target.toString(), "must be present, and no row of the table gives it");
    }
  }
}

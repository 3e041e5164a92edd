package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.RowEffect.Effect;
import java.util.List;

/**
 * Fills one element from the first of its rows that applies and has a value.
 *
 * @param target the element
 * @param rows the rows, in the order of the table
 */
record ElementStep(ElementPath target, List<Alternative> rows) implements Step {
  ElementStep {
    rows = List.copyOf(rows);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) throws DroppedItem {
    for (int i = 0; i < rows.size(); i++) {
      Alternative row = rows.get(i);
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
  }
}

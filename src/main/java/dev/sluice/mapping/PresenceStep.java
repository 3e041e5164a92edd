package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a result in which an object lacks an element that it must have. Comes last: until then a
 * row, or an array element, may still give it.
 *
 * @param at place of the row or block that could have given it, for errors
 * @param parent the object that it belongs to, without which it is not missing; null for the result
 * @param target the element
 */
record PresenceStep(Position at, @Nullable ElementPath parent, ElementPath target) implements Step {

  static PresenceStep of(Position at, ElementPath target) {
    int depth = target.segments().size();
    @Nullable ElementPath parent =
        depth == 1 ? null : new ElementPath(target.segments().subList(0, depth - 1));
    return new PresenceStep(at, parent, target);
  }

  @Override
  public void run(Scope scope, ObjectNode out, MappingPass pass) {
    Scope written = new Scope(out, null);
    boolean there = parent == null || parent.read(written) != null;
    if (there && target.read(written) == null) {
      throw pass.failure(
          at, target.toString(), "must be present, and no row of the table gives it");
    }
  }
}

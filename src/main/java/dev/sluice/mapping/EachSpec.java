package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code each} block as it is written; at the top of a table the rows outside of any block form
 * one with empty paths.
 *
 * @param cells the block's keys
 * @param label how a finding names it
 * @param from the source's array, ending in {@code [*]}; null at the top
 * @param to the target's array, ending in {@code [*]}; null at the top
 * @param where which elements are taken; null for all
 * @param rows the rows inside
 */
record EachSpec(
    YamlMap cells,
    String label,
    @Nullable ElementPath from,
    @Nullable ElementPath to,
    @Nullable Condition where,
    List<RowSpec> rows) {
  EachSpec {
    rows = List.copyOf(rows);
  }

  /** Whether the target's array can be mapped back onto the source's. */
  boolean invertible() {
    return from == null
        || (where == null
            && from.segments().stream()
                    .filter(s -> s.subscript() instanceof ElementPath.Subscript.Every)
                    .count()
                == 1);
  }

  /** Whether this is the message itself and no block. */
  boolean isTop() {
    return from == null;
  }
}

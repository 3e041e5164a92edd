package dev.sluice.mapping;

import dev.sluice.model.Quality;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that carries an element of the information model.
 *
 * @param table id of its table
 * @param at where the row stands
 * @param row its source and its target, from the message on
 * @param directions the ways that it works
 * @param quality marker of values that are weaker than the element means; null when they are not
 * @param note what the table says to people about the row, or null
 */
public record Carrier(
    String table,
    Position at,
    String row,
    Set<MappingDirection> directions,
    @Nullable Quality quality,
    @Nullable String note) {
  public Carrier {
    directions = Set.copyOf(directions);
  }
}

package dev.sluice.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What one row did with a message, told to a person who tries a table.
 *
 * @param at the row
 * @param source the element that it reads, as the table writes it; {@code constant} for a constant
 * @param target the element that it fills
 * @param effect what happened
 * @param before the value that was read; null when there was none, or it was not looked at
 * @param after the value that was written; null when none was
 */
public record RowEffect(
    Position at,
    String source,
    String target,
    Effect effect,
    @Nullable String before,
    @Nullable String after) {
  /** What can happen to a row. */
  public enum Effect {
    /** Its condition does not hold. */
    DOES_NOT_APPLY,
    /** It has no value, so that a later row may give one. */
    GIVES_NOTHING,
    /** Its value stands in the result. */
    WRITES,
    /** It ended the message or the array element. */
    REJECTS
  }
}

package dev.sluice.mapping;

/**
 * Something wrong in a mapping file, found before any message met it.
 *
 * @param kind what sort of mistake
 * @param at where
 * @param row the row that it is in, as a person would name it; empty outside of rows
 * @param what what is wrong
 * @param suggestion what to write instead; empty when there is nothing to suggest
 */
public record Finding(Kind kind, Position at, String row, String what, String suggestion) {
  /** The closed set of mistakes. */
  public enum Kind {
    MALFORMED_YAML,
    UNKNOWN_KEY,
    BAD_VALUE,
    UNKNOWN_MESSAGE,
    UNKNOWN_ELEMENT,
    UNKNOWN_ENUM,
    UNKNOWN_FUNCTION,
    WRONG_TYPE,
    UNIT_MISMATCH,
    MISSING_TARGET,
    DUPLICATE_TARGET,
    UNREACHABLE_ROW,
    NOT_INVERTIBLE,
    ENUM_GAP,
    PERSONAL_DATA,
    BAD_FUNCTION_JAR,
    UNREADABLE_FILE
  }

  /** {@code file:line:column: row: what; suggestion}. */
  @Override
  public String toString() {
    return at
        + ": "
        + (row.isEmpty() ? "" : row + ": ")
        + what
        + (suggestion.isEmpty() ? "" : "; " + suggestion);
  }
}

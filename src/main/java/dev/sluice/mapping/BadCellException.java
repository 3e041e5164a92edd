package dev.sluice.mapping;

/** The text of a cell does not say what it should; becomes a {@link Finding}. */
final class BadCellException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Finding.Kind kind;
  private final String suggestion;

  BadCellException(String what, String suggestion) {
    this(Finding.Kind.BAD_VALUE, what, suggestion);
  }

  BadCellException(Finding.Kind kind, String what, String suggestion) {
    super(what, null, false, false);
    this.kind = kind;
    this.suggestion = suggestion;
  }

  Finding.Kind kind() {
    return kind;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  String suggestion() {
    return suggestion;
  }
}

package dev.sluice.mapping;

/** A value of a message is not what a row can work with; the row's degrade rule decides. */
public final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with the value, in words that can follow its name
   */
  public BadValueException(String reason) {
    super(reason, null, false, false);
  }

  /** What is wrong with the value. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}

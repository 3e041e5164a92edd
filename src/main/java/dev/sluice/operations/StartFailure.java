package dev.sluice.operations;

import org.jspecify.annotations.Nullable;

/** The gateway cannot start, in the three lines that its operator needs. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String where;
  private final String remedy;

  /**
   * @param what what is wrong
   * @param where the property, file or address that it is about
   * @param remedy what to do
   */
  public StartFailure(String what, String where, String remedy, @Nullable Throwable cause) {
    super(what + " (" + where + ")", cause);
    this.what = what;
    this.where = where;
    this.remedy = remedy;
  }

  /** Exactly three lines, each ended. */
  public String lines() {
    return "Sluice cannot start: %s%n  where: %s%n  to do: %s%n"
        .formatted(oneLine(what), oneLine(where), oneLine(remedy));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

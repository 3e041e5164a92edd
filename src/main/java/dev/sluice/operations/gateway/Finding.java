package dev.sluice.operations.gateway;

/**
 * Something in the integrator's files that does not work.
 *
 * @param file the file, relative to its folder
 * @param line 1 for the first; 0 when it is about the whole file
 * @param column 1 for the first; 0 when it is about the whole line
 * @param what what is wrong, and what to write instead where that is known
 */
public record Finding(String file, int line, int column, String what) {
  /** A finding about a whole line, or a whole file. */
  public Finding(String file, int line, String what) {
    this(file, line, 0, what);
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + what;
  }
}

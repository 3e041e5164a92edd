package dev.sluice.operations.check;

import java.util.Comparator;

/**
 * Something in the integrator's files that does not work.
 *
 * @param file the file, relative to its folder
 * @param line 1 for the first; 0 when it is about the whole file
 * @param column 1 for the first; 0 when only the line is known
 * @param what what is wrong
 * @param instead what to write instead; empty when that is not known
 * @param ofOthers whether it is about what another file has or lacks, so that this file can be used
 *     once the other is put right
 */
public record Finding(
    String file, int line, int column, String what, String instead, boolean ofOthers)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::what);

  /** A finding in the file itself. */
  public Finding(String file, int line, int column, String what, String instead) {
    this(file, line, column, what, instead, false);
  }

  /** The same, with the file's path from another folder on. */
  public Finding under(String folder) {
    return new Finding(folder + "/" + file, line, column, what, instead, ofOthers);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column: what; instead}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + (line > 0 && column > 0 ? ":" + column : "")
        + ": "
        + what
        + (instead.isEmpty() ? "" : "; " + instead);
  }
}

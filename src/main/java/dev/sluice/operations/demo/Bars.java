package dev.sluice.operations.demo;

/** Bars of block characters, exact to an eighth of a character. */
final class Bars {
  private static final String LEFT_EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final String LOWER_EIGHTHS = " ▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * A bar from the left.
   *
   * @param value shown; below 0 and unknown (NaN) as 0, above {@code full} as full
   * @param full what fills the width, above 0
   * @param mark drawn as a line where the bar does not cover it; NaN for none
   * @return exactly {@code width} characters
   */
  static String horizontal(double value, double full, double mark, int width) {
    long eighths = eighths(value, full, width);
    StringBuilder bar = new StringBuilder(width);
    for (int i = 0; i < width; i++) {
      bar.append(LEFT_EIGHTHS.charAt((int) Math.max(0, Math.min(8, eighths - 8L * i))));
    }
    if (!Double.isNaN(mark)) {
      int at = (int) Math.min(width - 1L, eighths(mark, full, width) / 8);
      if (bar.charAt(at) == ' ') {
        bar.setCharAt(at, '│');
      }
    }
    return bar.toString();
  }

  /**
   * One row of a column that grows upwards.
   *
   * @param row 0 is the lowest
   * @param rows height that {@code full} fills
   */
  static char vertical(double value, double full, int row, int rows) {
    long eighths = eighths(value, full, rows);
    return LOWER_EIGHTHS.charAt((int) Math.max(0, Math.min(8, eighths - 8L * row)));
  }

  /** The row, 0 the lowest, in which a value lies. */
  static int row(double value, double full, int rows) {
    return (int) Math.max(0, Math.min(rows - 1, Math.ceil(value / full * rows) - 1));
  }

  private static long eighths(double value, double full, int cells) {
    double share = Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, value / full));
    return Math.round(share * cells * 8);
  }
}

package dev.sluice.operations.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured total against time, with the limit as a dashed line. */
final class PowerChart {
  private static final int AXIS = 9;

  private PowerChart() {}

  /**
   * @param samples one for each column, the newest last; older ones than fit are left out
   * @param width of the lines, at least 20
   * @param height of the drawing, without the time line
   */
  static List<String> lines(List<Sample> samples, int width, int height, Ink ink) {
    int columns = width - AXIS;
    List<Sample> shown = samples.subList(Math.max(0, samples.size() - columns), samples.size());
    double full = full(shown);
    double limitW = shown.isEmpty() ? Double.NaN : shown.get(shown.size() - 1).limitW();
    List<String> lines = new ArrayList<>();
    for (int row = height - 1; row >= 0; row--) {
      boolean atLimit = !Double.isNaN(limitW) && Bars.row(limitW, full, height) == row;
      String ahead = "╌".repeat(atLimit ? columns - shown.size() : 0);
      lines.add(
          axis(row, height, full, limitW, ink)
              + drawing(shown, full, row, height, ink)
              + ink.accent(ahead));
    }
    lines.add(ink.dim(timeLine(shown, columns)));
    return lines;
  }

  /** A round value above everything that is shown. */
  private static double full(List<Sample> samples) {
    double most = 1000;
    for (Sample sample : samples) {
      most =
          Math.max(
              most, Math.max(sample.totalW(), Double.isNaN(sample.limitW()) ? 0 : sample.limitW()));
    }
    double step = Math.pow(10, Math.floor(Math.log10(most))) / 5;
    return Math.ceil(most / step) * step;
  }

  private static String axis(int row, int height, double full, double limitW, Ink ink) {
    boolean limit = !Double.isNaN(limitW) && Bars.row(limitW, full, height) == row;
    String label =
        limit
            ? Kilowatts.withUnit(limitW)
            : row == height - 1 ? Kilowatts.withUnit(full) : row == 0 ? "0" : "";
    String padded = String.format(Locale.ROOT, "%" + (AXIS - 1) + "s", label);
    return (limit ? ink.accent(padded) : ink.dim(padded)) + ink.dim("┤");
  }

  private static String drawing(List<Sample> samples, double full, int row, int height, Ink ink) {
    StringBuilder line = new StringBuilder();
    StringBuilder run = new StringBuilder();
    Kind kind = Kind.NOTHING;
    for (Sample sample : samples) {
      char block = Bars.vertical(sample.totalW(), full, row, height);
      boolean limited = !Double.isNaN(sample.limitW());
      boolean mark = block == ' ' && limited && Bars.row(sample.limitW(), full, height) == row;
      Kind next = kind(sample, mark, block == ' ');
      if (next != kind) {
        line.append(kind.dyed(run.toString(), ink));
        run.setLength(0);
        kind = next;
      }
      run.append(mark ? '╌' : block);
    }
    return line.append(kind.dyed(run.toString(), ink)).toString();
  }

  private static Kind kind(Sample sample, boolean mark, boolean blank) {
    if (mark || blank) {
      return mark ? Kind.LIMIT : Kind.NOTHING;
    }
    if (Double.isNaN(sample.limitW())) {
      return Kind.FREE;
    }
    return sample.totalW() <= sample.limitW() * 1.01 ? Kind.UNDER : Kind.OVER;
  }

  private enum Kind {
    NOTHING,
    LIMIT,
    UNDER,
    OVER,
    FREE;

    String dyed(String text, Ink ink) {
      return switch (this) {
        case NOTHING, FREE -> text;
        case LIMIT -> ink.accent(text);
        case UNDER -> ink.good(text);
        case OVER -> ink.alert(text);
      };
    }
  }

  private static String timeLine(List<Sample> samples, int columns) {
    StringBuilder line = new StringBuilder(" ".repeat(AXIS - 1)).append('└');
    int mark = 20;
    for (int from = 0; from < columns; from += mark) {
      String label = from < samples.size() ? Math.round(samples.get(from).seconds()) + " s" : "";
      int width = Math.min(mark, columns - from);
      line.append(label, 0, Math.min(label.length(), width));
      line.append("─".repeat(Math.max(0, width - label.length())));
    }
    return line.toString();
  }
}

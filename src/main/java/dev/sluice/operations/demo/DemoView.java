package dev.sluice.operations.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One moment of a demo as it is shown. Pure: the same values give the same lines.
 *
 * @param title what is shown, for example {@code FO demo at the depot}
 * @param phase what goes on now
 * @param stations in the order of the table
 * @param samples of the measured total, the newest last, at least one
 */
record DemoView(String title, String phase, List<StationRow> stations, List<Sample> samples) {
  /** The most that a line takes. */
  static final int WIDTH = 100;

  private static final int CHART_HEIGHT = 6;
  private static final int LINE_BAR = 40;

  DemoView {
    stations = List.copyOf(stations);
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("A view shows at least one sample");
    }
  }

  private Sample now() {
    return samples.get(samples.size() - 1);
  }

  private long confirmed() {
    return stations.stream().filter(StationRow::confirmed).count();
  }

  private double ratedW() {
    return stations.stream().mapToDouble(StationRow::ratedW).sum();
  }

  /** The whole picture: stations, total, and the total against time. */
  List<String> picture(int mostStations, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.bold(title) + "  " + phase);
    lines.add("");
    lines.addAll(StationTable.lines(stations, mostStations, ink));
    lines.add("");
    lines.add(total(ink));
    lines.addAll(PowerChart.lines(samples, WIDTH, CHART_HEIGHT, ink));
    lines.replaceAll(String::stripTrailing);
    return lines;
  }

  /** The stations alone, for a place where the picture cannot be redrawn. */
  List<String> table(Ink ink) {
    List<String> lines = StationTable.lines(stations, Integer.MAX_VALUE, ink);
    lines.replaceAll(String::stripTrailing);
    return lines;
  }

  /** The moment in one line, for a place where the picture cannot be redrawn. */
  String line(Ink ink) {
    double scale = samples.stream().mapToDouble(Sample::totalW).max().orElse(1);
    for (Sample sample : samples) {
      scale = Double.isNaN(sample.limitW()) ? scale : Math.max(scale, sample.limitW());
    }
    String bar = Bars.horizontal(now().totalW(), Math.max(scale, 1), now().limitW(), LINE_BAR);
    boolean over = now().totalW() > now().limitW() * 1.01;
    return String.format(Locale.ROOT, "%5.0f s  ", now().seconds())
        + (over ? ink.alert(bar) : ink.good(bar))
        + String.format(Locale.ROOT, "%10s", Kilowatts.withUnit(now().totalW()))
        + (Double.isNaN(now().limitW())
            ? ""
            : "   limit "
                + String.format(Locale.ROOT, "%-8s", Kilowatts.withUnit(now().limitW()))
                + "  "
                + confirmed()
                + "/"
                + stations.size()
                + " confirmed");
  }

  private String total(Ink ink) {
    String measured = "measured " + Kilowatts.withUnit(now().totalW());
    if (Double.isNaN(now().limitW())) {
      return ink.bold(measured) + ink.dim(" of " + Kilowatts.withUnit(ratedW()) + " installed");
    }
    boolean over = now().totalW() > now().limitW() * 1.01;
    return (over ? ink.alert(measured) : ink.good(measured))
        + "   "
        + ink.accent("limit " + Kilowatts.withUnit(now().limitW()))
        + "   "
        + confirmed()
        + " of "
        + stations.size()
        + " stations confirmed";
  }
}

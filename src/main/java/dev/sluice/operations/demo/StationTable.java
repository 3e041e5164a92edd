package dev.sluice.operations.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stations with their parts, in one column or two. Lines are at most 100 wide. */
final class StationTable {
  private static final int BAR = 8;
  private static final int BAR_ALONE = 48;
  private static final int MOST_IN_ONE_COLUMN = 6;
  private static final String GAP = "   ";

  private StationTable() {}

  /**
   * @param most stations to show at most; a last line tells of the others
   */
  static List<String> lines(List<StationRow> stations, int most, Ink ink) {
    List<StationRow> shown = stations.subList(0, Math.min(most, stations.size()));
    boolean two = shown.size() > MOST_IN_ONE_COLUMN;
    int bar = two ? BAR : BAR_ALONE;
    int height = two ? (shown.size() + 1) / 2 : shown.size();
    double full = 1;
    for (StationRow station : shown) {
      full = Math.max(full, Double.isNaN(station.limitW()) ? 0 : station.limitW());
      full = Math.max(full, Double.isNaN(station.measuredW()) ? 0 : station.measuredW());
    }
    List<String> lines = new ArrayList<>();
    String heading = heading(bar);
    lines.add(ink.dim((two ? heading + GAP + heading : heading).stripTrailing()));
    for (int i = 0; i < height; i++) {
      String line = cell(shown.get(i), full, bar, ink);
      if (two && i + height < shown.size()) {
        line += GAP + cell(shown.get(i + height), full, bar, ink);
      }
      lines.add(line);
    }
    int rest = stations.size() - shown.size();
    if (rest > 0) {
      lines.add(ink.dim("… and " + rest + " more"));
    }
    return lines;
  }

  private static String heading(int bar) {
    return row("station", "OCPP", "part", " now", " ".repeat(bar), "limit kW");
  }

  private static String cell(StationRow station, double full, int bar, Ink ink) {
    String part = (station.confirmed() ? "✓" : " ") + fit(station.part(), 10);
    boolean over = station.measuredW() > station.limitW() * 1.01 + 50;
    String drawn = Bars.horizontal(station.measuredW(), full, station.limitW(), bar);
    String limit = Double.isNaN(station.limitW()) ? "" : Kilowatts.of(station.limitW());
    return fit(station.station(), 9)
        + " "
        + ink.dim(fit(station.protocol(), 5))
        + " "
        + (station.confirmed() ? ink.good(part) : ink.dim(part))
        + " "
        + right(Kilowatts.of(station.measuredW()), 5)
        + " "
        + (over ? ink.alert(drawn) : ink.good(drawn))
        + " "
        + ink.accent(right(limit, 5));
  }

  private static String row(
      String station, String protocol, String part, String now, String bar, String limit) {
    String unmarked = " " + part;
    return fit(station, 9)
        + " "
        + fit(protocol, 5)
        + " "
        + fit(unmarked, 11)
        + " "
        + right(now, 5)
        + " "
        + bar.substring(0, Math.max(0, bar.length() - 2))
        + right(limit, 8);
  }

  private static String fit(String text, int width) {
    String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
    return String.format(Locale.ROOT, "%-" + width + "s", cut);
  }

  private static String right(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }
}

package dev.sluice.operations.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a demo came to. */
final class DemoSummary {
  /** A meter's own rounding is no excess. */
  private static final double TOLERANCE = 1.005;

  private double beforeW;
  private double requestedAt;
  private double underAfter = Double.NaN;
  private double lowestW = Double.NaN;
  private double lastW;
  private long confirmed;
  private long released;
  private long stations;

  void before(double totalW) {
    beforeW = totalW;
  }

  /** The limit was requested at this second. */
  void requested(double seconds) {
    requestedAt = seconds;
  }

  /**
   * A look at the depot.
   *
   * @param limited whether the requested limit runs
   */
  void saw(DemoView view, boolean limited) {
    Sample now = view.samples().get(view.samples().size() - 1);
    lastW = now.totalW();
    if (!Double.isNaN(now.limitW())) {
      lowestW = Double.isNaN(lowestW) ? lastW : Math.min(lowestW, lastW);
    }
    if (limited) {
      confirmed =
          Math.max(confirmed, view.stations().stream().filter(StationRow::confirmed).count());
      if (Double.isNaN(underAfter) && now.totalW() <= now.limitW() * TOLERANCE) {
        underAfter = now.seconds() - requestedAt;
      }
    }
  }

  void releasedOf(long released, long stations) {
    this.released = released;
    this.stations = stations;
  }

  /** Whether the limit was reached and every station released. */
  boolean good() {
    return !Double.isNaN(underAfter) && released == stations;
  }

  List<String> lines(DepotDemo.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Before the service  " + Kilowatts.withUnit(beforeW));
    lines.add(
        "Under "
            + String.format(Locale.ROOT, "%-14s", Kilowatts.withUnit(plan.limitW()))
            + (Double.isNaN(underAfter)
                ? "never"
                : String.format(Locale.ROOT, "after %.1f s", underAfter)));
    lines.add("Lowest              " + Kilowatts.withUnit(lowestW));
    lines.add("Confirmed           " + confirmed + " of " + stations + " stations");
    lines.add("Released            " + released + " of " + stations + " stations");
    lines.add("After the service   " + Kilowatts.withUnit(lastW));
    return lines;
  }
}

package dev.sluice.operations.demo;

import java.util.Locale;

/** Powers as people read them. */
final class Kilowatts {
  private Kilowatts() {}

  /** kW with one decimal, without the unit; a dash for the unknown (NaN). */
  static String of(double watts) {
    // Adding zero turns a negative zero into the usual one.
    return Double.isNaN(watts) ? "–" : String.format(Locale.ROOT, "%.1f", watts / 1000 + 0.0);
  }

  /** kW with one decimal and unit. */
  static String withUnit(double watts) {
    return of(watts) + " kW";
  }
}

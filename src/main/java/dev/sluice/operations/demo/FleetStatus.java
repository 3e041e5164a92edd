package dev.sluice.operations.demo;

import dev.sluice.simulator.StationReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A fleet in one line, and as rows of the station table. Pure. */
final class FleetStatus {
  private FleetStatus() {}

  /**
   * @param seconds since the start
   */
  static String line(double seconds, List<StationReading> readings, Ink ink) {
    long connected = readings.stream().filter(StationReading::connected).count();
    int charging = readings.stream().mapToInt(StationReading::charging).sum();
    double power = readings.stream().mapToDouble(StationReading::powerW).sum();
    double limit = readings.stream().mapToDouble(StationReading::limitW).sum();
    Map<String, Integer> versions = new TreeMap<>();
    for (StationReading reading : readings) {
      if (reading.connected()) {
        versions.merge(version(reading), 1, Integer::sum);
      }
    }
    String bar = Bars.horizontal(power, Math.max(1, limit), Double.NaN, 16);
    return String.format(Locale.ROOT, "%5.0f s  ", seconds)
        + String.format(Locale.ROOT, "%d/%d connected", connected, readings.size())
        + ink.dim(versions.isEmpty() ? "" : " " + versions.toString().replace('=', '×'))
        + String.format(Locale.ROOT, "  %d charging  ", charging)
        + ink.good(bar)
        + " "
        + Kilowatts.of(power)
        + " of "
        + Kilowatts.withUnit(limit);
  }

  /** The stations as a person at the site would see them. */
  static List<StationRow> rows(List<StationReading> readings) {
    List<StationRow> rows = new ArrayList<>();
    for (StationReading reading : readings) {
      String part = !reading.connected() ? "away" : reading.charging() > 0 ? "charging" : "idle";
      rows.add(
          new StationRow(
              reading.id(),
              version(reading),
              part,
              false,
              reading.limitW(),
              reading.powerW(),
              Math.max(1, Math.max(reading.limitW(), reading.powerW()))));
    }
    return rows;
  }

  private static String version(StationReading reading) {
    return reading.protocol().token().replace("ocpp", "");
  }
}

package dev.sluice.flexibility;

import dev.sluice.model.EvseView;
import dev.sluice.model.StationView;

/**
 * What a station can be given, as allocation needs it.
 *
 * @param stationId the station
 * @param ratedW largest power in W
 * @param minimumW smallest power in W at which one EVSE charges at all; less means 0
 * @param quantumW smallest step in W that the station's protocol can express, greater than 0
 */
record Headroom(String stationId, long ratedW, long minimumW, double quantumW) {

  /** The whole station. */
  static Headroom of(StationView station, EngineSettings settings) {
    return of(station, station.ratedW(), settings);
  }

  /** The EVSEs at which a vehicle may be drawing power; nothing when all are known to be free. */
  static Headroom inUse(StationView station, EngineSettings settings) {
    long ratedW =
        station.evses().stream().filter(EvseView::mayCharge).mapToLong(EvseView::ratedW).sum();
    return of(station, ratedW, settings);
  }

  /**
   * Steps of 0.1 A for OCPP 1.6, of 1 W otherwise. The current of a station-maximum profile counts
   * for each phase of the whole station, so its widest EVSE decides.
   */
  private static Headroom of(StationView station, long ratedW, EngineSettings settings) {
    double wattsPerAmpere = phases(station) * voltageV(station);
    double quantum = station.protocol().equals("ocpp1.6") ? wattsPerAmpere / 10 : 1;
    long minimum = (long) Math.ceil(settings.minimumA() * wattsPerAmpere - 1e-6);
    return new Headroom(station.stationId(), ratedW, minimum, quantum);
  }

  static int phases(StationView station) {
    return station.evses().stream().mapToInt(EvseView::phases).max().orElse(3);
  }

  static double voltageV(StationView station) {
    return station.evses().isEmpty() ? 230 : station.evses().get(0).voltageV();
  }

  /** Whether the station can charge at all within its rating. */
  boolean usable() {
    return wattsOf(leastSteps()) <= ratedW;
  }

  long leastSteps() {
    return (long) Math.ceil(minimumW / quantumW - 1e-9);
  }

  long mostSteps() {
    return (long) Math.floor(ratedW / quantumW + 1e-9);
  }

  /** Whole watts that {@code steps} take; rounded up, so that converting back keeps the step. */
  long wattsOf(long steps) {
    return (long) Math.ceil(steps * quantumW - 1e-6);
  }
}

package dev.sluice.ocpp.link;

import java.util.ArrayList;
import java.util.List;

/**
 * The inject mode of every station (design D4a): one for all, and others for groups of stations.
 *
 * @param byDefault the mode of stations that no override names
 * @param overrides looked at in this order; the first that names the station counts
 */
public record InjectModes(InjectMode byDefault, List<StationsMode> overrides) {

  /**
   * The mode of a group of stations.
   *
   * @param stations pattern of the whole station id, case-sensitive: {@code *} stands for any
   *     characters, also none, and {@code ?} for exactly one
   * @param mode their mode
   */
  public record StationsMode(String stations, InjectMode mode) {
    public StationsMode {
      if (stations.isEmpty()) {
        throw new IllegalArgumentException(
            "An inject mode's pattern of station ids is empty; * names all stations");
      }
    }

    /** Whether this is about the station. */
    public boolean names(String stationId) {
      return new StationPattern(stations).names(stationId);
    }
  }

  public InjectModes {
    overrides = List.copyOf(overrides);
  }

  /** One mode for all stations. */
  public static InjectModes everywhere(InjectMode mode) {
    return new InjectModes(mode, List.of());
  }

  /** The same with another override, which goes before those that are there. */
  public InjectModes with(String stations, InjectMode mode) {
    List<StationsMode> more = new ArrayList<>(List.of(new StationsMode(stations, mode)));
    overrides.stream().filter(one -> !one.stations().equals(stations)).forEach(more::add);
    return new InjectModes(byDefault, more);
  }

  /** The mode of a station. */
  public InjectMode of(String stationId) {
    for (StationsMode override : overrides) {
      if (override.names(stationId)) {
        return override.mode();
      }
    }
    return byDefault;
  }
}

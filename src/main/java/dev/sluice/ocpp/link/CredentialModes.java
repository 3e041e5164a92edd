package dev.sluice.ocpp.link;

import java.util.List;

/**
 * The credential mode of every station.
 *
 * @param byDefault the mode of stations that no override names
 * @param overrides looked at in this order; the first that names the station counts
 */
public record CredentialModes(CredentialMode byDefault, List<StationsMode> overrides) {

  /**
   * The mode of a group of stations.
   *
   * @param stations pattern of the whole station id
   */
  public record StationsMode(StationPattern stations, CredentialMode mode) {}

  public CredentialModes {
    overrides = List.copyOf(overrides);
  }

  /** One mode for all stations. */
  public static CredentialModes everywhere(CredentialMode mode) {
    return new CredentialModes(mode, List.of());
  }

  /** The mode of a station. */
  public CredentialMode of(String stationId) {
    for (StationsMode override : overrides) {
      if (override.stations().names(stationId)) {
        return override.mode();
      }
    }
    return byDefault;
  }

  /** Whether there is a station whose credentials the gateway has to verify. */
  public boolean verifying() {
    return byDefault != CredentialMode.RELAY
        || overrides.stream().anyMatch(one -> one.mode() != CredentialMode.RELAY);
  }
}

package dev.sluice.ocpp.link;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is done with traffic that can cut the gateway off, at every station.
 *
 * @param byDefault for stations that no override names; what is not in it is observed
 * @param overrides looked at in this order; the first that is about the station and the traffic
 *     counts
 * @param backendKeys patterns of the configuration keys that vendors have for the backend's
 *     address, in lower case; the letter case of keys does not matter
 */
public record CutOffPolicies(
    Map<CutOff, CutOffPolicy> byDefault,
    List<StationsPolicy> overrides,
    List<StationPattern> backendKeys) {

  /**
   * Another policy for a group of stations.
   *
   * @param stations their ids
   * @param traffic what it is about
   * @param policy what is done
   */
  public record StationsPolicy(StationPattern stations, CutOff traffic, CutOffPolicy policy) {}

  public CutOffPolicies {
    byDefault = Map.copyOf(byDefault);
    overrides = List.copyOf(overrides);
    backendKeys = List.copyOf(backendKeys);
  }

  /** Everything is observed, and no vendor's keys are known. */
  public static CutOffPolicies observing() {
    return new CutOffPolicies(Map.of(), List.of(), List.of());
  }

  /** What is done with such traffic at a station. */
  public CutOffPolicy of(String stationId, CutOff traffic) {
    for (StationsPolicy override : overrides) {
      if (override.traffic() == traffic && override.stations().names(stationId)) {
        return override.policy();
      }
    }
    return byDefault.getOrDefault(traffic, CutOffPolicy.OBSERVE);
  }

  /** Whether a configuration key is a vendor's for the backend's address. */
  boolean backendKey(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return backendKeys.stream().anyMatch(pattern -> pattern.names(lower));
  }
}

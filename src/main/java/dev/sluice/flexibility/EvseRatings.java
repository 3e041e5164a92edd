package dev.sluice.flexibility;

import java.util.List;
import java.util.function.Predicate;

/**
 * What is assumed of the EVSEs of each station.
 *
 * @param byDefault for stations that no group names
 * @param groups looked at in this order; the first that names a station counts
 */
public record EvseRatings(EvseDefaults byDefault, List<Group> groups) {
  /**
   * Other ratings for a group of stations.
   *
   * @param names whether a station id is one of the group's
   */
  public record Group(Predicate<String> names, EvseDefaults ratings) {}

  public EvseRatings {
    groups = List.copyOf(groups);
  }

  /** The same for all. */
  public static EvseRatings everywhere(EvseDefaults defaults) {
    return new EvseRatings(defaults, List.of());
  }

  /** Those of a station. */
  EvseDefaults of(String stationId) {
    for (Group group : groups) {
      if (group.names().test(stationId)) {
        return group.ratings();
      }
    }
    return byDefault;
  }
}

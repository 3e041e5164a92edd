package dev.sluice.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All entries of a stations file. */
final class StationBook {
  private final Map<String, StationEntry> single = new HashMap<>();
  private final List<StationEntry> patterns;
  private final long work;

  StationBook(List<StationEntry> entries) {
    patterns = entries.stream().filter(entry -> entry.stations().open()).toList();
    entries.stream()
        .filter(entry -> !entry.stations().open())
        .forEach(entry -> single.put(entry.stations().text(), entry));
    work = entries.stream().mapToLong(StationEntry::work).max().orElse(0);
  }

  /** The station's own entry, otherwise the first pattern that names it. */
  Optional<StationEntry> of(String stationId) {
    StationEntry own = single.get(stationId);
    return own != null
        ? Optional.of(own)
        : patterns.stream().filter(entry -> entry.stations().names(stationId)).findFirst();
  }

  /** The most rounds of hashing that a wrong password costs at any station. */
  long work() {
    return work;
  }

  int size() {
    return single.size() + patterns.size();
  }
}

package dev.sluice.flexibility;

import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;

/**
 * What is assumed of an EVSE of which nothing is known.
 *
 * @param phases phases, 1 to 3
 * @param voltageV line-to-neutral voltage in V
 * @param ratedA largest current per phase in A
 */
public record EvseDefaults(int phases, double voltageV, double ratedA) {
  public static EvseDefaults standard() {
    return new EvseDefaults(3, 230.0, 32.0);
  }

  EvseView evse(int evseId) {
    return new EvseView(
        evseId,
        phases,
        voltageV,
        Math.round(phases * voltageV * ratedA),
        null,
        null,
        Quality.UNKNOWN,
        null);
  }
}

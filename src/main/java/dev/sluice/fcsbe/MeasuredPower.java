package dev.sluice.fcsbe;

import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import dev.sluice.model.StationView;
import org.jspecify.annotations.Nullable;

/**
 * The power of a whole station.
 *
 * @param w sum over its EVSEs in W, positive = charging; null when one of them is unknown
 * @param quality the weakest of the EVSEs' qualities
 */
record MeasuredPower(@Nullable Long w, Quality quality) {
  static MeasuredPower unknown() {
    return new MeasuredPower(null, Quality.UNKNOWN);
  }

  static MeasuredPower of(StationView station) {
    long sum = 0;
    Quality weakest = Quality.MEASURED;
    if (station.evses().isEmpty()) {
      return unknown();
    }
    for (EvseView evse : station.evses()) {
      Long w = evse.powerW();
      if (w == null || evse.quality() == Quality.UNKNOWN) {
        return unknown();
      }
      sum += w;
      weakest = weaker(weakest, evse.quality());
    }
    // A sum of several is computed, not read from a meter.
    Quality quality = station.evses().size() > 1 ? weaker(weakest, Quality.DERIVED) : weakest;
    return new MeasuredPower(sum, quality);
  }

  private static Quality weaker(Quality a, Quality b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(Quality quality) {
    return switch (quality) {
      case SIGNED -> 0;
      case MEASURED -> 1;
      case DERIVED -> 2;
      case ESTIMATED -> 3;
      case ASSUMED -> 4;
      case UNKNOWN -> 5;
    };
  }
}

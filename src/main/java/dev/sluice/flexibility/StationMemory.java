package dev.sluice.flexibility;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what stations are over a restart of the gateway. Implementations are safe for any thread.
 */
public interface StationMemory {
  /**
   * What stations tell once and not again: at their boot, or when they are asked.
   *
   * @param protocol subprotocol of the last connection; empty when there was none
   * @param vendor empty when unknown
   * @param model empty when unknown
   * @param evses how many EVSEs were observed, from 1
   * @param rateUnit unit of limits that the station accepts, {@code A} or {@code W}; null when
   *     unknown
   */
  record Remembered(
      String stationId,
      String protocol,
      String vendor,
      String model,
      int evses,
      @Nullable String rateUnit) {}

  /** Everything that was kept. */
  List<Remembered> all();

  /** Takes the place of what was kept of the station; never waits. */
  void keep(Remembered station);

  /** Keeps nothing. */
  static StationMemory none() {
    return new StationMemory() {
      @Override
      public List<Remembered> all() {
        return List.of();
      }

      @Override
      public void keep(Remembered station) {}
    };
  }
}

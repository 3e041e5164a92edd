package dev.sluice.simulator;

import java.time.Duration;

/**
 * The fault that a station shows.
 *
 * @param mode what goes wrong
 * @param delay how late an answer is in the mode {@link FaultMode#LATE}; of no meaning otherwise
 */
public record Faults(FaultMode mode, Duration delay) {
  public static final Faults NONE = of(FaultMode.NONE);

  public static Faults of(FaultMode mode) {
    return new Faults(mode, Duration.ofSeconds(5));
  }

  public static Faults late(Duration delay) {
    return new Faults(FaultMode.LATE, delay);
  }
}

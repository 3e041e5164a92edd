package dev.sluice.simulator;

/**
 * The limit that a schedule gives for a moment.
 *
 * @param value at least 0; A per phase, or W over all phases
 */
public record RateLimit(double value, RateUnit unit) {
  /** Current per phase when {@code phases} are in use. */
  public double amperes(int phases, double voltageV) {
    return unit == RateUnit.A ? value : value / (phases * voltageV);
  }

  /** Power over all of {@code phases}. */
  public double watts(int phases, double voltageV) {
    return unit == RateUnit.W ? value : value * phases * voltageV;
  }
}

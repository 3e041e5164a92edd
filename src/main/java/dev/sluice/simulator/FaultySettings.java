package dev.sluice.simulator;

/**
 * Which part of a fleet misbehaves, and how.
 *
 * @param share 0 to 1; rounded to whole stations, the fleet's last ones
 * @param faults the fault of those stations
 */
public record FaultySettings(double share, Faults faults) {
  public static final FaultySettings NONE = new FaultySettings(0, Faults.NONE);

  public FaultySettings {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("The share of faulty stations is 0 to 1, not " + share);
    }
  }
}

package dev.sluice.simulator;

/**
 * What feeds each EVSE of a station.
 *
 * @param phases 1 or 3
 * @param voltageV phase to neutral
 * @param maxCurrentA of one EVSE, per phase
 */
public record Supply(int phases, double voltageV, double maxCurrentA) {
  /** Three phases, 230 V, 32 A: 22 kW. */
  public static final Supply AC22 = new Supply(3, 230, 32);

  public Supply {
    if (phases != 1 && phases != 3) {
      throw new IllegalArgumentException("A station has 1 or 3 phases, not " + phases);
    }
    if (!(voltageV > 0) || !(maxCurrentA > 0)) {
      throw new IllegalArgumentException("Voltage and current are above zero");
    }
  }

  /** The power of one EVSE at full current on all phases. */
  public double maxPowerW() {
    return phases * voltageV * maxCurrentA;
  }
}

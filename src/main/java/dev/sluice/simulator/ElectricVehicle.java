package dev.sluice.simulator;

import java.util.Random;

/**
 * A car's AC charger and battery. It draws what it wants within what it is allowed, rises at a
 * limited rate, falls at once, tapers above 80 % state of charge, and draws nothing below 6 A per
 * phase. Not thread-safe.
 */
public final class ElectricVehicle {
  /** The least current per phase at which AC charging runs. */
  public static final double MINIMUM_A = 6;

  private static final double TAPER_FROM = 0.8;
  private static final double EFFICIENCY = 0.92;

  private final double capacityWh;
  private final int phases;
  private final double maxCurrentA;
  private final double rampWPerS;
  private double soc;
  private double powerW;

  /**
   * @param capacityWh battery, above 0
   * @param soc state of charge at arrival, 0 to 1
   * @param phases of the on-board charger, 1 or 3
   * @param maxCurrentA of the on-board charger, per phase
   * @param rampWPerS how fast the power rises
   */
  public ElectricVehicle(
      double capacityWh, double soc, int phases, double maxCurrentA, double rampWPerS) {
    if (!(capacityWh > 0) || !(soc >= 0 && soc <= 1) || !(rampWPerS > 0)) {
      throw new IllegalArgumentException("Not a car: battery, state of charge or ramp");
    }
    this.capacityWh = capacityWh;
    this.soc = soc;
    this.phases = phases;
    this.maxCurrentA = maxCurrentA;
    this.rampWPerS = rampWPerS;
  }

  /** An ordinary car: mostly 11 kW on three phases, some 7.4 kW on one. */
  public static ElectricVehicle random(Random random) {
    boolean three = random.nextInt(4) > 0;
    return new ElectricVehicle(
        40_000 + random.nextInt(45) * 1000.0,
        0.1 + random.nextDouble() * 0.5,
        three ? 3 : 1,
        three ? 16 : 32,
        2000 + random.nextInt(3000));
  }

  public int phases() {
    return phases;
  }

  /** State of charge, 0 to 1. */
  public double soc() {
    return soc;
  }

  public boolean full() {
    return soc >= 1;
  }

  /** Power drawn from the grid in the last tick, W, at least 0. */
  public double powerW() {
    return powerW;
  }

  /** The current per phase that the car would take if nothing limited it; 0 when it is full. */
  public double wishA() {
    if (full()) {
      return 0;
    }
    if (soc <= TAPER_FROM) {
      return maxCurrentA;
    }
    double left = (1 - soc) / (1 - TAPER_FROM);
    return Math.min(maxCurrentA, Math.max(MINIMUM_A, maxCurrentA * (0.1 + 0.9 * left)));
  }

  /**
   * Lets time pass.
   *
   * @param allowedA current per phase that the EVSE allows
   * @param phasesInUse phases that car and EVSE share
   * @param voltageV phase to neutral
   * @param seconds of the car's time
   * @return the power drawn, W; never above {@code allowedA * phasesInUse * voltageV}
   */
  public double tick(double allowedA, int phasesInUse, double voltageV, double seconds) {
    double currentA = Math.min(allowedA, wishA());
    double targetW = currentA < MINIMUM_A ? 0 : currentA * phasesInUse * voltageV;
    powerW = targetW <= powerW ? targetW : Math.min(targetW, powerW + rampWPerS * seconds);
    soc = Math.min(1, soc + powerW * EFFICIENCY * seconds / 3600 / capacityWh);
    return powerW;
  }

  /** The cable is out: nothing flows. */
  public void unplugged() {
    powerW = 0;
  }
}

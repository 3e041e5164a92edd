package dev.sluice.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * Shares a station's limit among its cars: all currents rise together until a car has what it wants
 * or a phase or the whole station is full. Cars that would get less than 6 A pause, the last first.
 */
final class PowerSharing {
  private static final double EPSILON = 1e-9;

  private PowerSharing() {}

  /**
   * One car.
   *
   * @param wishA current per phase, at least 0
   * @param firstPhase 0 to 2, the station's phase on the EVSE's first conductor
   * @param phases that car and EVSE share
   */
  record Demand(double wishA, int firstPhase, int phases) {
    boolean on(int phase, int stationPhases) {
      return Math.floorMod(phase - firstPhase, stationPhases) < phases;
    }
  }

  /**
   * @param capA the most current on any phase, infinite when there is none
   * @param capW the most power, infinite when there is none
   * @return current per phase of each car: 0, or 6 A and more
   */
  static double[] share(
      List<Demand> demands, int stationPhases, double voltageV, double capA, double capW) {
    boolean[] paused = new boolean[demands.size()];
    for (int i = 0; i < paused.length; i++) {
      paused[i] = demands.get(i).wishA() < ElectricVehicle.MINIMUM_A;
    }
    while (true) {
      double[] share = fill(demands, paused, stationPhases, voltageV, capA, capW);
      int tooSmall = -1;
      for (int i = 0; i < share.length; i++) {
        if (!paused[i] && share[i] < ElectricVehicle.MINIMUM_A - EPSILON) {
          tooSmall = i;
        }
      }
      if (tooSmall < 0) {
        return share;
      }
      paused[tooSmall] = true;
    }
  }

  private static double[] fill(
      List<Demand> demands,
      boolean[] paused,
      int stationPhases,
      double voltageV,
      double capA,
      double capW) {
    double[] share = new double[demands.size()];
    boolean[] done = paused.clone();
    double[] leftA = new double[stationPhases];
    Arrays.fill(leftA, capA);
    double leftW = capW;
    while (true) {
      int[] rising = new int[stationPhases];
      int conductors = 0;
      double step = Double.POSITIVE_INFINITY;
      for (int i = 0; i < share.length; i++) {
        if (!done[i]) {
          Demand demand = demands.get(i);
          step = Math.min(step, demand.wishA() - share[i]);
          conductors += demand.phases();
          for (int phase = 0; phase < stationPhases; phase++) {
            rising[phase] += demand.on(phase, stationPhases) ? 1 : 0;
          }
        }
      }
      if (conductors == 0) {
        return share;
      }
      step = Math.min(step, leftW / (conductors * voltageV));
      for (int phase = 0; phase < stationPhases; phase++) {
        step = rising[phase] == 0 ? step : Math.min(step, leftA[phase] / rising[phase]);
      }
      step = Math.max(step, 0);
      for (int i = 0; i < share.length; i++) {
        share[i] += done[i] ? 0 : step;
      }
      leftW -= step * conductors * voltageV;
      for (int phase = 0; phase < stationPhases; phase++) {
        leftA[phase] -= step * rising[phase];
      }
      for (int i = 0; i < share.length; i++) {
        done[i] |= leftW <= 1e-6 || finished(demands.get(i), share[i], leftA);
      }
    }
  }

  private static boolean finished(Demand demand, double share, double[] leftA) {
    boolean finished = share >= demand.wishA() - EPSILON;
    for (int phase = 0; phase < leftA.length; phase++) {
      finished |= demand.on(phase, leftA.length) && leftA[phase] <= EPSILON;
    }
    return finished;
  }
}

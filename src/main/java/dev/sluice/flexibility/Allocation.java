package dev.sluice.flexibility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a power over stations in proportion to their rated power. Each share is 0 or between the
 * station's minimum and its rating, and a whole number of its steps; the sum never exceeds what is
 * split, and is short by less than a step when all minima fit and the ratings suffice. The result
 * depends on the set of stations, not on their order.
 */
final class Allocation {
  private final List<Headroom> chosen;
  private final long totalW;

  private Allocation(List<Headroom> chosen, long totalW) {
    this.chosen = chosen;
    this.totalW = totalW;
  }

  /**
   * @param totalW power to split in W, at least 0
   * @param stations candidates with distinct ids
   * @return share in W for each candidate
   */
  static Map<String, Long> proportional(long totalW, List<Headroom> stations) {
    Map<String, Long> shares = new HashMap<>();
    for (Headroom station : stations) {
      shares.put(station.stationId(), 0L);
    }
    Allocation allocation = new Allocation(choose(totalW, stations), totalW);
    allocation.split(shares);
    return shares;
  }

  /** The stations that charge: largest first, as long as the minima fit. */
  private static List<Headroom> choose(long totalW, List<Headroom> stations) {
    List<Headroom> sorted = new ArrayList<>(stations);
    sorted.sort(
        Comparator.comparingLong(Headroom::ratedW).reversed().thenComparing(Headroom::stationId));
    List<Headroom> chosen = new ArrayList<>();
    long minima = 0;
    for (Headroom station : sorted) {
      long least = station.wattsOf(station.leastSteps());
      if (station.usable() && minima + least <= totalW) {
        minima += least;
        chosen.add(station);
      }
    }
    return chosen;
  }

  private void split(Map<String, Long> shares) {
    double level = level();
    long[] steps = new long[chosen.size()];
    List<Integer> order = new ArrayList<>();
    double[] remainder = new double[chosen.size()];
    long left = totalW;
    for (int i = 0; i < steps.length; i++) {
      Headroom station = chosen.get(i);
      double fill = fill(station, level);
      long n = Math.min(station.mostSteps(), (long) Math.floor(fill / station.quantumW()));
      while (n > station.leastSteps() && station.wattsOf(n) > fill) {
        n--;
      }
      steps[i] = Math.max(n, station.leastSteps());
      remainder[i] = fill - station.wattsOf(steps[i]);
      left -= station.wattsOf(steps[i]);
      order.add(i);
    }
    order.sort(
        Comparator.<Integer>comparingDouble(i -> -remainder[i])
            .thenComparing(i -> chosen.get(i).stationId()));
    diffuse(order, steps, left);
    for (int i = 0; i < steps.length; i++) {
      shares.put(chosen.get(i).stationId(), chosen.get(i).wattsOf(steps[i]));
    }
  }

  /** Gives what rounding left over to the stations that rounding cost most, step by step. */
  private void diffuse(List<Integer> order, long[] steps, long left) {
    boolean gave = !order.isEmpty();
    while (gave && left > 0) {
      gave = false;
      long portion = left / order.size();
      for (int i : order) {
        Headroom station = chosen.get(i);
        long more = Math.max(1, (long) (portion / station.quantumW()));
        long target = Math.min(station.mostSteps(), steps[i] + more);
        long cost = station.wattsOf(target) - station.wattsOf(steps[i]);
        if (cost > left && target > steps[i] + 1) {
          target = steps[i] + 1;
          cost = station.wattsOf(target) - station.wattsOf(steps[i]);
        }
        if (target > steps[i] && cost <= left) {
          steps[i] = target;
          left -= cost;
          gave = true;
        }
      }
    }
  }

  /** The share of its rating that each station gets where neither minimum nor rating binds. */
  private double level() {
    double low = 0;
    double high = 1;
    for (int round = 0; round < 60; round++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (Headroom station : chosen) {
        sum += fill(station, middle);
      }
      if (sum <= totalW) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double fill(Headroom station, double level) {
    return Math.max(station.wattsOf(station.leastSteps()), level * station.ratedW());
  }
}

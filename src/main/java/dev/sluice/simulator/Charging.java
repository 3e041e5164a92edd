package dev.sluice.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets the cars of a station draw what its profiles allow. Confined to the station's thread. */
final class Charging {
  private final List<Evse> evses;
  private final InstalledProfiles profiles;
  private final Supply supply;

  Charging(List<Evse> evses, InstalledProfiles profiles, Supply supply) {
    this.evses = evses;
    this.profiles = profiles;
    this.supply = supply;
  }

  /** Time passes: {@code seconds} for the cars, ending at {@code now}. */
  void tick(Instant now, double seconds) {
    List<PowerSharing.Demand> demands = new ArrayList<>();
    for (Evse evse : evses) {
      demands.add(
          new PowerSharing.Demand(allowedA(evse, now), evse.firstPhase(), evse.phasesInUse()));
    }
    Optional<RateLimit> cap = profiles.stationLimit(now);
    double capA = Double.POSITIVE_INFINITY;
    double capW = Double.POSITIVE_INFINITY;
    if (cap.isPresent()) {
      capA = cap.get().unit() == RateUnit.A ? cap.get().value() : capA;
      capW = cap.get().unit() == RateUnit.W ? cap.get().value() : capW;
    }
    double[] shares = PowerSharing.share(demands, supply.phases(), supply.voltageV(), capA, capW);
    for (int i = 0; i < shares.length; i++) {
      Evse evse = evses.get(i);
      ElectricVehicle car = evse.vehicle;
      if (car != null) {
        double power = car.tick(shares[i], evse.phasesInUse(), supply.voltageV(), seconds);
        evse.energyWh += power * seconds / 3600;
      }
    }
  }

  private double allowedA(Evse evse, Instant now) {
    ElectricVehicle car = evse.vehicle;
    if (car == null || !evse.energised()) {
      return 0;
    }
    double allowed = Math.min(car.wishA(), supply.maxCurrentA());
    Optional<RateLimit> limit =
        profiles.evseLimit(evse.id, Transaction.runningOf(evse.transaction), now);
    return limit.isEmpty()
        ? allowed
        : Math.min(allowed, limit.get().amperes(evse.phasesInUse(), supply.voltageV()));
  }

  double measuredW() {
    double sum = 0;
    for (Evse evse : evses) {
      sum += evse.powerW();
    }
    return sum;
  }

  /** What the station may draw at most, W: the sum over its EVSEs, capped by its maximum. */
  double effectiveLimitW(Instant now) {
    double sum = 0;
    for (Evse evse : evses) {
      sum += evseLimitW(evse, now);
    }
    double limit = sum;
    return profiles
        .stationLimit(now)
        .map(cap -> Math.min(limit, cap.watts(supply.phases(), supply.voltageV())))
        .orElse(limit);
  }

  /** What one EVSE may draw at most, W. */
  double evseLimitW(Evse evse, Instant now) {
    return profiles.effectiveLimitW(evse.id, Transaction.runningOf(evse.transaction), supply, now);
  }
}

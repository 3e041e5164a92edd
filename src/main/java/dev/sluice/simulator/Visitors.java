package dev.sluice.simulator;

import java.util.Random;

/** Cars that come, charge and leave on their own. Confined to the station's thread. */
final class Visitors {
  private static final double WAIT_S = 600;
  private static final double STAY_S = 4 * 3600;

  /** A driver whose card was not answered shows it again. */
  private static final double PATIENCE_S = 60;

  private final Sessions sessions;
  private final Random random;
  private final double[] nextTurnS;
  private final double[] shownS;
  private double nowS;

  Visitors(Sessions sessions, int evses, Random random) {
    this.sessions = sessions;
    this.random = random;
    this.nextTurnS = new double[evses];
    this.shownS = new double[evses];
    for (int i = 0; i < evses; i++) {
      // Half of the places are taken within the first moments, for a depot is rarely empty.
      nextTurnS[i] = random.nextBoolean() ? 1 : random.nextDouble() * WAIT_S;
    }
  }

  /** {@code seconds} of the cars' time have passed. */
  void tick(Iterable<Evse> evses, double seconds) {
    nowS += seconds;
    for (Evse evse : evses) {
      int place = evse.id - 1;
      ElectricVehicle car = evse.vehicle;
      boolean due = nowS >= nextTurnS[place];
      if (car == null && due && evse.available) {
        nextTurnS[place] = nowS + STAY_S * (0.5 + random.nextDouble());
        sessions.plugIn(evse, ElectricVehicle.random(random));
        showCard(evse);
      } else if (car != null && (due || car.full())) {
        nextTurnS[place] = nowS + WAIT_S * random.nextDouble();
        sessions.unplug(evse);
      } else if (car != null
          && !evse.finishing
          && !evse.energised()
          && nowS >= shownS[place] + PATIENCE_S) {
        showCard(evse);
      }
    }
  }

  private void showCard(Evse evse) {
    shownS[evse.id - 1] = nowS;
    sessions.authorize(evse, "CARD%04d".formatted(random.nextInt(10_000)));
  }
}

package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class PowerSharingProperties {
  @Provide
  Arbitrary<List<PowerSharing.Demand>> cars() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 32),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(1, 3))
        .as(PowerSharing.Demand::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 500)
  void no_share_breaks_a_limit_and_none_is_between_0_and_6_A(
      @ForAll("cars") List<PowerSharing.Demand> cars,
      @ForAll @DoubleRange(min = 0, max = 100) double capA,
      @ForAll @DoubleRange(min = 0, max = 50_000) double capW) {
    double[] shares = PowerSharing.share(cars, 3, 230, capA, capW);
    double watts = 0;
    double[] phases = new double[3];
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i] == 0 || shares[i] >= 6 - 1e-6).as("share %s", shares[i]).isTrue();
      assertThat(shares[i]).isLessThanOrEqualTo(cars.get(i).wishA() + 1e-6);
      watts += shares[i] * 230 * cars.get(i).phases();
      for (int phase = 0; phase < 3; phase++) {
        phases[phase] += cars.get(i).on(phase, 3) ? shares[i] : 0;
      }
    }
    assertThat(watts).isLessThanOrEqualTo(capW + 1e-3);
    for (double amperes : phases) {
      assertThat(amperes).isLessThanOrEqualTo(capA + 1e-6);
    }
  }

  @Property(tries = 200)
  void without_limits_every_car_that_can_charge_gets_its_wish(
      @ForAll("cars") List<PowerSharing.Demand> cars) {
    double[] shares =
        PowerSharing.share(cars, 3, 230, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    for (int i = 0; i < shares.length; i++) {
      double wish = cars.get(i).wishA();
      assertThat(shares[i])
          .isCloseTo(wish < 6 ? 0 : wish, org.assertj.core.api.Assertions.within(1e-6));
    }
  }
}

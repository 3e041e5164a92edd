package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ElectricVehicleTest {
  private static ElectricVehicle car(double soc, int phases) {
    return new ElectricVehicle(50_000, soc, phases, 16, 2000);
  }

  @Test
  void power_rises_at_a_limited_rate_and_falls_at_once() {
    ElectricVehicle car = car(0.3, 3);
    assertThat(car.tick(16, 3, 230, 1)).isEqualTo(2000);
    assertThat(car.tick(16, 3, 230, 1)).isEqualTo(4000);
    assertThat(car.tick(16, 3, 230, 10)).isEqualTo(16 * 3 * 230);
    assertThat(car.tick(8, 3, 230, 0.1)).isEqualTo(8 * 3 * 230);
  }

  @Test
  void below_6_A_per_phase_nothing_flows() {
    ElectricVehicle car = car(0.3, 3);
    assertThat(car.tick(5.9, 3, 230, 60)).isZero();
    assertThat(car.tick(6, 3, 230, 60)).isEqualTo(6 * 3 * 230);
  }

  @Test
  void a_single_phase_car_draws_from_one_phase_only() {
    assertThat(car(0.3, 1).tick(16, 1, 230, 60)).isEqualTo(16 * 230);
  }

  @Test
  void the_state_of_charge_rises_with_the_energy_less_the_losses() {
    ElectricVehicle car = car(0.3, 3);
    double drawn = 0;
    for (int minute = 0; minute < 60; minute++) {
      drawn += car.tick(16, 3, 230, 60) / 60;
    }
    assertThat(drawn).isBetween(10_900.0, 11_040.0);
    assertThat(car.soc()).isCloseTo(0.3 + drawn * 0.92 / 50_000, within(1e-9));
  }

  @Test
  void above_80_percent_it_tapers_and_full_it_draws_nothing() {
    assertThat(car(0.79, 3).wishA()).isEqualTo(16);
    assertThat(car(0.9, 3).wishA()).isBetween(6.0, 15.0);
    assertThat(car(0.99, 3).wishA()).isEqualTo(6);
    ElectricVehicle full = car(1, 3);
    assertThat(full.wishA()).isZero();
    assertThat(full.tick(16, 3, 230, 60)).isZero();
  }
}

package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A station at a CSMS follows what the CSMS installs, as its meter shows. */
class StationProfilesTest {
  private static ProfilePayload cap(int id, double watts) {
    return ProfilePayload.of(id, 0, id, ProfilePurpose.STATION_MAX, watts, RateUnit.W);
  }

  @ParameterizedTest
  @EnumSource
  void the_power_follows_the_profiles_and_returns_to_the_CSMSs_own(Subprotocol protocol) {
    try (Bench bench = new Bench(protocol).charging()) {
      assertThat(bench.install(cap(1, 9000)).path("status").asText()).isEqualTo("Accepted");
      bench.power(9000);

      // Another purpose: the smaller counts.
      bench.install(ProfilePayload.of(5, 1, 0, ProfilePurpose.TX_DEFAULT, 10, RateUnit.A));
      bench.power(6900);

      // A higher level of the first purpose that ends by itself.
      Duration rest = Duration.between(cap(2, 4200).from(), Instant.now()).plusSeconds(3);
      bench.install(cap(2, 4200).lasting(rest));
      bench.power(4200);
      bench.power(6900);

      boolean v16 = protocol.isV16();
      JsonNode cleared =
          bench.call("ClearChargingProfile", Rpc.object().put(v16 ? "id" : "chargingProfileId", 5));
      assertThat(cleared.path("status").asText()).isEqualTo("Accepted");
      bench.power(9000);

      // Below 6 A on three phases the car pauses.
      bench.install(cap(1, 4100));
      bench.power(0);
      bench.call("ClearChargingProfile", Rpc.object());
      bench.power(11_040);
      assertThat(bench.call("ClearChargingProfile", Rpc.object()).path("status").asText())
          .isEqualTo("Unknown");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_composite_schedule_tells_of_the_minimum_and_of_its_end(Subprotocol protocol) {
    boolean v16 = protocol.isV16();
    try (Bench bench = new Bench(protocol).booted()) {
      bench.install(cap(1, 9000));
      Duration rest = Duration.between(cap(2, 1).from(), Instant.now()).plusSeconds(100);
      bench.install(cap(2, 3000).lasting(rest));
      JsonNode answer =
          bench.call(
              "GetCompositeSchedule",
              Rpc.object()
                  .put(v16 ? "connectorId" : "evseId", 0)
                  .put("duration", 600)
                  .put("chargingRateUnit", "W"));
      assertThat(answer.path("status").asText()).isEqualTo("Accepted");
      JsonNode schedule = answer.path(v16 ? "chargingSchedule" : "schedule");
      JsonNode periods = schedule.path("chargingSchedulePeriod");
      assertThat(schedule.path("chargingRateUnit").asText()).isEqualTo("W");
      assertThat(periods).hasSize(2);
      assertThat(periods.path(0).path("limit").asDouble()).isEqualTo(3000);
      assertThat(periods.path(1).path("limit").asDouble()).isEqualTo(9000);
      assertThat(periods.path(1).path("startPeriod").asInt()).isBetween(60, 100);
    }
  }
}

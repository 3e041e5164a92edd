package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.InstalledProfiles.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What profiles come to (ocpp.md 4.7, 6.1, 6.2). */
class InstalledProfilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Running TX = new Running("17", NOW.minusSeconds(600));

  private static ProfilePayload watts(
      int id, int evse, int level, ProfilePurpose purpose, double w) {
    return new ProfilePayload(
        id,
        evse,
        level,
        purpose,
        w,
        RateUnit.W,
        NOW.minusSeconds(60),
        Optional.empty(),
        Optional.empty());
  }

  private static JsonNode profile(Subprotocol protocol, ProfilePayload payload) {
    return payload
        .toJson(protocol)
        .path(protocol.isV16() ? "csChargingProfiles" : "chargingProfile");
  }

  private static Optional<String> install(
      InstalledProfiles profiles, Subprotocol protocol, ProfilePayload payload) {
    return profiles.install(payload.evseId(), profile(protocol, payload), TX, NOW);
  }

  private static double limit(InstalledProfiles profiles, Instant at) {
    return profiles.effectiveLimitW(1, TX, Supply.AC22, at);
  }

  @ParameterizedTest
  @EnumSource
  void the_highest_stack_level_wins_even_with_the_higher_limit(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 0, ProfilePurpose.TX_DEFAULT, 5000));
    install(profiles, protocol, watts(2, 1, 3, ProfilePurpose.TX_DEFAULT, 9000));
    assertThat(limit(profiles, NOW)).isEqualTo(9000);
  }

  @ParameterizedTest
  @EnumSource
  void a_transactions_profile_goes_before_the_default_one_even_on_a_lower_level(
      Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 5, ProfilePurpose.TX_DEFAULT, 5000));
    install(profiles, protocol, watts(2, 1, 0, ProfilePurpose.TX, 9000).ofTransaction("17"));
    assertThat(limit(profiles, NOW)).isEqualTo(9000);
    profiles.transactionEnded(1);
    assertThat(limit(profiles, NOW)).isEqualTo(5000);
  }

  @ParameterizedTest
  @EnumSource
  void the_stations_maximum_is_combined_by_minimum_with_the_other_purposes(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 9, ProfilePurpose.TX_DEFAULT, 5000));
    install(profiles, protocol, watts(2, 0, 0, ProfilePurpose.STATION_MAX, 7000));
    assertThat(limit(profiles, NOW)).isEqualTo(5000);
    install(profiles, protocol, watts(2, 0, 0, ProfilePurpose.STATION_MAX, 4000));
    assertThat(limit(profiles, NOW)).isEqualTo(4000);
  }

  @ParameterizedTest
  @EnumSource
  void after_the_duration_the_lower_level_counts_again(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 0, 0, ProfilePurpose.STATION_MAX, 8000));
    install(
        profiles,
        protocol,
        watts(2, 0, 1, ProfilePurpose.STATION_MAX, 3000).lasting(Duration.ofSeconds(90)));
    assertThat(limit(profiles, NOW)).isEqualTo(3000);
    assertThat(limit(profiles, NOW.plusSeconds(29))).isEqualTo(3000);
    assertThat(limit(profiles, NOW.plusSeconds(30))).isEqualTo(8000);
  }

  @ParameterizedTest
  @EnumSource
  void validTo_is_the_first_moment_without_the_profile(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    ObjectNode ending =
        profile(protocol, watts(2, 0, 1, ProfilePurpose.STATION_MAX, 3000)).deepCopy();
    ending.put("validTo", NOW.plusSeconds(10).toString());
    assertThat(profiles.install(0, ending, TX, NOW)).isEmpty();
    assertThat(limit(profiles, NOW.plusSeconds(9))).isEqualTo(3000);
    assertThat(limit(profiles, NOW.plusSeconds(10))).isEqualTo(Supply.AC22.maxPowerW());
  }

  @ParameterizedTest
  @EnumSource
  void the_same_id_replaces_whatever_the_purpose(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 0, 0, ProfilePurpose.STATION_MAX, 3000));
    install(profiles, protocol, watts(1, 1, 0, ProfilePurpose.TX_DEFAULT, 9000));
    assertThat(profiles.size()).isEqualTo(1);
    assertThat(limit(profiles, NOW)).isEqualTo(9000);
  }

  @Test
  void in_1_6_another_id_in_the_same_place_replaces_silently() {
    Subprotocol protocol = Subprotocol.OCPP16;
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 2, ProfilePurpose.TX_DEFAULT, 5000));
    assertThat(install(profiles, protocol, watts(2, 1, 2, ProfilePurpose.TX_DEFAULT, 6000)))
        .isEmpty();
    assertThat(profiles.size()).isEqualTo(1);
    assertThat(limit(profiles, NOW)).isEqualTo(6000);
  }

  @ParameterizedTest
  @EnumSource(names = {"OCPP201", "OCPP21"})
  void in_2_x_another_id_in_the_same_place_is_refused(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 2, ProfilePurpose.TX_DEFAULT, 5000));
    assertThat(install(profiles, protocol, watts(2, 1, 2, ProfilePurpose.TX_DEFAULT, 6000)))
        .contains("DuplicateProfile");
    assertThat(install(profiles, protocol, watts(3, 0, 2, ProfilePurpose.TX_DEFAULT, 6000)))
        .as("on all EVSEs at the level of one")
        .contains("DuplicateProfile");
    assertThat(install(profiles, protocol, watts(4, 2, 2, ProfilePurpose.TX_DEFAULT, 6000)))
        .as("on another EVSE")
        .isEmpty();
    assertThat(limit(profiles, NOW)).isEqualTo(5000);
  }

  @ParameterizedTest
  @EnumSource(names = {"OCPP201", "OCPP21"})
  void in_2_x_what_the_CSMS_may_not_install_is_refused_with_the_reason(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 1);
    assertThat(
            install(profiles, protocol, watts(1, 0, 0, ProfilePurpose.EXTERNAL_CONSTRAINTS, 5000)))
        .contains("InvalidValue");
    assertThat(install(profiles, protocol, watts(1, 1, 0, ProfilePurpose.STATION_MAX, 5000)))
        .contains("InvalidProfile");
    assertThat(install(profiles, protocol, watts(1, 5, 0, ProfilePurpose.TX_DEFAULT, 5000)))
        .contains("UnknownEvse");
    assertThat(install(profiles, protocol, watts(1, 1, 0, ProfilePurpose.TX, 5000)))
        .contains("MissingParam");
    assertThat(
            install(
                profiles, protocol, watts(1, 1, 0, ProfilePurpose.TX, 5000).ofTransaction("18")))
        .contains("TxNotFound");
    assertThat(profiles.size()).isZero();
  }

  @Test
  void in_1_6_a_transactions_profile_needs_no_id_but_a_transaction() {
    InstalledProfiles profiles = new InstalledProfiles(Subprotocol.OCPP16, 1);
    JsonNode tx = profile(Subprotocol.OCPP16, watts(1, 1, 0, ProfilePurpose.TX, 5000));
    assertThat(profiles.install(1, tx, null, NOW)).isPresent();
    assertThat(profiles.install(1, tx, TX, NOW)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void clearing_takes_what_meets_every_criterion(Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 2);
    install(profiles, protocol, watts(1, 1, 0, ProfilePurpose.TX_DEFAULT, 5000));
    install(profiles, protocol, watts(2, 1, 1, ProfilePurpose.TX_DEFAULT, 6000));
    install(profiles, protocol, watts(3, 0, 1, ProfilePurpose.STATION_MAX, 7000));
    boolean v16 = protocol.isV16();

    ObjectNode criteria =
        Rpc.object().put("stackLevel", 1).put("chargingProfilePurpose", "TxDefaultProfile");
    JsonNode request = v16 ? criteria : Rpc.object().set("chargingProfileCriteria", criteria);
    assertThat(profiles.clear(request)).isEqualTo(1);
    assertThat(profiles.clear(request)).as("nothing is left to clear").isZero();
    assertThat(limit(profiles, NOW)).isEqualTo(5000);

    assertThat(profiles.clear(Rpc.object().put(v16 ? "id" : "chargingProfileId", 1))).isEqualTo(1);
    assertThat(limit(profiles, NOW)).isEqualTo(7000);
    assertThat(profiles.clear(Rpc.object())).as("without criteria: all").isEqualTo(1);
    assertThat(limit(profiles, NOW)).isEqualTo(Supply.AC22.maxPowerW());
  }

  @ParameterizedTest
  @EnumSource
  void a_daily_schedule_comes_again_and_a_limit_in_amperes_holds_for_each_phase(
      Subprotocol protocol) {
    InstalledProfiles profiles = new InstalledProfiles(protocol, 1);
    ProfilePayload amperes =
        new ProfilePayload(
            1,
            1,
            0,
            ProfilePurpose.TX_DEFAULT,
            10,
            RateUnit.A,
            NOW.minus(Duration.ofDays(3)),
            Optional.of(Duration.ofHours(1)),
            Optional.empty());
    ObjectNode daily = profile(protocol, amperes).deepCopy();
    daily.put("chargingProfileKind", "Recurring").put("recurrencyKind", "Daily");
    assertThat(profiles.install(1, daily, TX, NOW)).isEmpty();
    assertThat(limit(profiles, NOW)).isEqualTo(6900);
    assertThat(limit(profiles, NOW.plus(Duration.ofHours(1)))).isEqualTo(Supply.AC22.maxPowerW());
    assertThat(limit(profiles, NOW.plus(Duration.ofHours(24)))).isEqualTo(6900);
  }
}

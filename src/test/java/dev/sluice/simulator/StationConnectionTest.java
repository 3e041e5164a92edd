package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StationConnectionTest {
  @Test
  void a_lost_connection_comes_back_without_a_second_boot_and_with_all_statuses() {
    try (Bench bench = new Bench(Subprotocol.OCPP201).booted()) {
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("StatusNotification") == 2);
      bench.csms.disconnect("CP 1");
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("StatusNotification") == 4);
      assertThat(bench.csms.count("BootNotification")).isEqualTo(1);
    }
  }

  @Test
  void what_a_transaction_has_to_say_is_kept_while_the_connection_is_away() {
    try (Bench bench = new Bench(Subprotocol.OCPP16).charging()) {
      bench.station.disconnect();
      Bench.get(bench.station.unplug(1));
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("StopTransaction") == 1);
      assertThat(bench.received("StopTransaction").get(0).payload().path("transactionId").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void the_back_off_doubles_up_to_its_bound() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 3);
    Random random = new Random(1);
    for (int attempt = 0; attempt < 10; attempt++) {
      long least = 1000L << Math.min(attempt, 3);
      assertThat(backOff.before(attempt, random).toMillis()).isBetween(least, least + 1000);
    }
  }

  @Test
  void a_pending_station_boots_again_and_says_nothing_else() {
    CsmsSettings pending = CsmsSettings.defaults().withBoot("Pending", Duration.ofSeconds(1));
    try (Bench bench = new Bench(Bench.settings(Subprotocol.OCPP21), pending)) {
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("BootNotification") >= 2);
      assertThat(bench.station.accepted()).isFalse();
      assertThat(bench.csms.count("StatusNotification")).isZero();
      bench.csms.bootAnswer("Accepted", Duration.ofSeconds(300));
      bench.booted();
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("StatusNotification") == 2);
    }
  }

  @Test
  void a_station_that_the_CSMS_has_forgotten_boots_again() {
    try (Bench bench = new Bench(Subprotocol.OCPP201).booted()) {
      bench.csms.forget("CP 1");
      assertThatThrownBy(() -> Bench.get(bench.station.call("Heartbeat", Rpc.object())))
          .isInstanceOfSatisfying(
              CallErrorException.class, e -> assertThat(e.code()).isEqualTo("SecurityError"));
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("BootNotification") == 2);
      bench.booted();
    }
  }

  @Test
  void a_reset_station_boots_again_and_says_why() {
    try (Bench bench = new Bench(Subprotocol.OCPP201).booted()) {
      bench.call("Reset", Rpc.object().put("type", "Immediate"));
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("BootNotification") == 2);
      assertThat(bench.received("BootNotification").get(1).payload().path("reason").asText())
          .isEqualTo("RemoteReset");
    }
  }

  @Test
  void unknown_stations_and_wrong_passwords_are_kept_out() {
    CsmsSettings strict =
        CsmsSettings.defaults().withAccess(Set.of("NOBODY"), Map.of("SECRET", "word"));
    try (SimulatedCsms csms = SimulatedCsms.start(strict);
        SimulatedStation unknown = start(csms.url(), "NOBODY", "");
        SimulatedStation wrong = start(csms.url(), "SECRET", "guess");
        SimulatedStation right = start(csms.url(), "OTHER", "")) {
      await().atMost(Bench.WAIT).until(right::accepted);
      assertThat(csms.connected()).containsExactly("OTHER");
      try (SimulatedStation secret = start(csms.url(), "SECRET", "word")) {
        await().atMost(Bench.WAIT).until(secret::accepted);
      }
      assertThat(unknown.accepted() || wrong.accepted()).isFalse();
    }
  }

  private static SimulatedStation start(URI url, String id, String password) {
    StationSettings settings = StationSettings.of(id, Subprotocol.OCPP16, url);
    return SimulatedStation.start(password.isEmpty() ? settings : settings.withPassword(password));
  }

  @ParameterizedTest
  @EnumSource
  void a_station_tells_its_size_and_its_units(Subprotocol protocol) {
    try (Bench bench = new Bench(protocol).booted()) {
      if (protocol.isV16()) {
        ObjectNode request = Rpc.object();
        request
            .putArray("key")
            .add("ChargingScheduleAllowedChargingRateUnit")
            .add("NumberOfConnectors")
            .add("Nonsense");
        JsonNode answer = bench.call("GetConfiguration", request);
        JsonNode keys = answer.path("configurationKey");
        assertThat(keys).hasSize(2);
        assertThat(answer.path("unknownKey").path(0).asText()).isEqualTo("Nonsense");
        for (JsonNode key : keys) {
          boolean size = key.path("key").asText().equals("NumberOfConnectors");
          assertThat(key.path("value").asText()).isEqualTo(size ? "2" : "Current,Power");
          assertThat(key.path("readonly").asBoolean()).isTrue();
        }
      } else {
        JsonNode unit = variable(bench, "SmartChargingCtrlr", "RateUnit");
        assertThat(unit.path("attributeStatus").asText()).isEqualTo("Accepted");
        assertThat(unit.path("attributeValue").asText()).isEqualTo("A,W");
        assertThat(
                variable(bench, "SmartChargingCtrlr", "Nonsense").path("attributeStatus").asText())
            .isEqualTo("UnknownVariable");
        assertThat(variable(bench, "Nonsense", "RateUnit").path("attributeStatus").asText())
            .isEqualTo("UnknownComponent");
      }
    }
  }

  private static JsonNode variable(Bench bench, String component, String name) {
    ObjectNode request = Rpc.object();
    ObjectNode asked = request.putArray("getVariableData").addObject();
    asked.putObject("component").put("name", component);
    asked.putObject("variable").put("name", name);
    return bench.call("GetVariables", request).path("getVariableResult").path(0);
  }

  @Test
  void a_fleet_of_three_versions_connects_and_its_cars_charge() {
    try (SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
        Fleet fleet = Fleet.start(FleetSettings.of(6, csms.url()))) {
      await().atMost(Bench.WAIT).until(() -> fleet.connected() == 6);
      await().atMost(Bench.WAIT).until(() -> fleet.measuredTotalW() > 10_000);
      for (StationReading reading : fleet.readings()) {
        assertThat(csms.protocol(reading.id())).contains(reading.protocol());
        assertThat(reading.powerW()).isLessThanOrEqualTo(reading.limitW());
      }
      assertThat(fleet.readings())
          .extracting(StationReading::protocol)
          .contains(Subprotocol.values());
    }
  }
}

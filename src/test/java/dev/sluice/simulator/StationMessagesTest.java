package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stations and CSMS say: in the right order, and as the official schemas want it. */
class StationMessagesTest {
  private static final OcppSchemas SCHEMAS = OcppSchemas.official();

  private static void valid(Subprotocol protocol, String action, boolean request, JsonNode json) {
    assertThat(SCHEMAS.violations(protocol, action, request, json))
        .as("%s %s %s: %s", protocol.token(), action, request ? "request" : "response", json)
        .isEmpty();
  }

  /** Calls the station with a valid request and expects a valid answer. */
  private static JsonNode ask(Bench bench, Subprotocol protocol, String action, JsonNode request) {
    valid(protocol, action, true, request);
    JsonNode answer = bench.call(action, request);
    valid(protocol, action, false, answer);
    return answer;
  }

  @ParameterizedTest
  @EnumSource
  void everything_that_a_session_makes_them_say_is_valid(Subprotocol protocol) {
    boolean v16 = protocol.isV16();
    StationSettings perPhase =
        Bench.settings(protocol).withMeter(Duration.ofSeconds(1), new MeterHabit(true, true));
    try (Bench bench = new Bench(perPhase, CsmsSettings.defaults()).charging()) {
      await()
          .atMost(Bench.WAIT)
          .until(() -> bench.csms.count(v16 ? "MeterValues" : "TransactionEvent") > 3);
      String evse = v16 ? "connectorId" : "evseId";
      ask(
          bench,
          protocol,
          "SetChargingProfile",
          ProfilePayload.of(1, 0, 0, ProfilePurpose.STATION_MAX, 9000, RateUnit.W)
              .toJson(protocol));
      ask(
          bench,
          protocol,
          "SetChargingProfile",
          ProfilePayload.of(2, 7, 0, ProfilePurpose.TX_DEFAULT, 9000, RateUnit.W).toJson(protocol));
      ask(
          bench,
          protocol,
          "SetChargingProfile",
          ProfilePayload.of(3, 1, 0, ProfilePurpose.TX, 16, RateUnit.A)
              .lasting(Duration.ofHours(1))
              .ofTransaction(Bench.get(bench.station.transactionId(1)))
              .toJson(protocol));
      ask(bench, protocol, "GetCompositeSchedule", Rpc.object().put(evse, 1).put("duration", 300));
      ask(bench, protocol, "GetCompositeSchedule", Rpc.object().put(evse, 0).put("duration", 0));
      ask(bench, protocol, "GetCompositeSchedule", Rpc.object().put(evse, 9).put("duration", 300));
      ask(bench, protocol, "ClearChargingProfile", Rpc.object());
      ask(bench, protocol, "ClearChargingProfile", Rpc.object());
      for (String message :
          List.of("Heartbeat", "StatusNotification", "MeterValues", "BootNotification")) {
        ask(bench, protocol, "TriggerMessage", Rpc.object().put("requestedMessage", message));
      }
      ask(bench, protocol, "DataTransfer", Rpc.object().put("vendorId", "x"));
      ask(
          bench,
          protocol,
          "UnlockConnector",
          v16
              ? Rpc.object().put("connectorId", 2)
              : Rpc.object().put("evseId", 2).put("connectorId", 1));
      ask(
          bench,
          protocol,
          "ChangeAvailability",
          v16
              ? Rpc.object().put("connectorId", 1).put("type", "Inoperative")
              : Rpc.object().put("operationalStatus", "Inoperative"));
      if (v16) {
        ask(bench, protocol, "GetConfiguration", Rpc.object());
        ask(
            bench,
            protocol,
            "ChangeConfiguration",
            Rpc.object().put("key", "HeartbeatInterval").put("value", "1"));
        ask(
            bench,
            protocol,
            "RemoteStopTransaction",
            Rpc.object()
                .put("transactionId", Integer.parseInt(Bench.get(bench.station.transactionId(1)))));
      } else {
        ObjectNode set = Rpc.object();
        ObjectNode one = set.putArray("setVariableData").addObject().put("attributeValue", "1");
        one.putObject("component").put("name", "OCPPCommCtrlr");
        one.putObject("variable").put("name", "HeartbeatInterval");
        ask(bench, protocol, "SetVariables", set);
        ask(
            bench,
            protocol,
            "RequestStopTransaction",
            Rpc.object().put("transactionId", Bench.get(bench.station.transactionId(1))));
      }
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("Heartbeat") > 1);
      Bench.get(bench.station.unplug(1));
      ask(bench, protocol, "Reset", Rpc.object().put("type", v16 ? "Hard" : "Immediate"));
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("BootNotification") == 2);

      for (Received received : bench.csms.received()) {
        valid(protocol, received.action(), true, received.payload());
      }
      // The CSMS's answers to these very requests, asked once more.
      Map<String, JsonNode> one = new java.util.TreeMap<>();
      bench.csms.received().forEach(r -> one.put(r.action(), r.payload()));
      bench.booted();
      one.forEach(
          (action, payload) ->
              valid(protocol, action, false, Bench.get(bench.station.call(action, payload))));
      assertThat(one.keySet())
          .contains(
              "BootNotification", "StatusNotification", "Authorize", "Heartbeat", "MeterValues");
      assertThat(bench.csms.strayAnswers()).isZero();
      assertThat(bench.station.strayAnswers()).isZero();
      assertThat(bench.csms.unreadable()).isZero();
    }
  }

  @Test
  void a_1_6_session_goes_from_boot_to_stop_in_order() {
    try (Bench bench = new Bench(Subprotocol.OCPP16).charging()) {
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("MeterValues") > 0);
      Bench.get(bench.station.unplug(1));
      await().atMost(Bench.WAIT).until(() -> bench.csms.count("StopTransaction") == 1);
      List<String> actions =
          bench.csms.received().stream().map(Received::action).distinct().toList();
      assertThat(actions)
          .containsSubsequence(
              "BootNotification",
              "StatusNotification",
              "Authorize",
              "StartTransaction",
              "MeterValues",
              "StopTransaction");
      JsonNode stop = bench.received("StopTransaction").get(0).payload();
      assertThat(stop.path("transactionId").asInt()).isEqualTo(1);
      assertThat(stop.path("meterStop").asInt()).isGreaterThan(0);
      await()
          .atMost(Bench.WAIT)
          .untilAsserted(
              () ->
                  assertThat(statuses(bench))
                      .startsWith("Available", "Preparing")
                      .containsSubsequence("Charging", "Available"));
    }
  }

  private static List<String> statuses(Bench bench) {
    return bench.received("StatusNotification").stream()
        .filter(r -> r.payload().path("connectorId").asInt() == 1)
        .map(r -> r.payload().path("status").asText())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"OCPP201", "OCPP21"})
  void a_2_x_session_is_one_transaction_with_rising_sequence_numbers(Subprotocol protocol) {
    try (Bench bench = new Bench(protocol).charging()) {
      Bench.get(bench.station.unplug(1));
      await()
          .atMost(Bench.WAIT)
          .until(
              () ->
                  bench.received("TransactionEvent").stream()
                      .anyMatch(r -> r.payload().path("eventType").asText().equals("Ended")));
      List<JsonNode> events =
          bench.received("TransactionEvent").stream().map(Received::payload).toList();
      assertThat(events.get(0).path("eventType").asText()).isEqualTo("Started");
      assertThat(
              events.get(events.size() - 1).path("transactionInfo").path("stoppedReason").asText())
          .isEqualTo("Local");
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).path("seqNo").asInt()).isEqualTo(i);
        assertThat(events.get(i).path("transactionInfo").path("transactionId"))
            .isEqualTo(events.get(0).path("transactionInfo").path("transactionId"));
      }
      assertThat(events)
          .extracting(e -> e.path("triggerReason").asText())
          .containsSubsequence(
              "CablePluggedIn", "Authorized", "ChargingStateChanged", "StopAuthorized");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_remote_start_waits_for_the_car_and_brings_its_profile(Subprotocol protocol) {
    boolean v16 = protocol.isV16();
    try (Bench bench = new Bench(protocol).booted()) {
      JsonNode profile =
          ProfilePayload.of(9, 1, 0, ProfilePurpose.TX, 5000, RateUnit.W)
              .toJson(protocol)
              .path(v16 ? "csChargingProfiles" : "chargingProfile");
      ObjectNode start = Rpc.object().put(v16 ? "connectorId" : "evseId", 1);
      if (v16) {
        start.put("idTag", "APP");
      } else {
        start
            .put("remoteStartId", 77)
            .putObject("idToken")
            .put("idToken", "APP")
            .put("type", "Central");
      }
      start.set("chargingProfile", profile);
      assertThat(
              ask(
                      bench,
                      protocol,
                      v16 ? "RemoteStartTransaction" : "RequestStartTransaction",
                      start)
                  .path("status")
                  .asText())
          .isEqualTo("Accepted");
      Bench.get(bench.station.plugIn(1, Bench.car()));
      bench.power(5000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void meters_report_totals_in_watts_or_each_phase_in_kilowatts(Subprotocol protocol) {
    for (boolean perPhase : List.of(false, true)) {
      MeterHabit habit = new MeterHabit(perPhase, perPhase);
      StationSettings settings = Bench.settings(protocol).withMeter(Duration.ofSeconds(1), habit);
      try (Bench bench = new Bench(settings, CsmsSettings.defaults()).charging()) {
        String action = protocol.isV16() ? "MeterValues" : "TransactionEvent";
        await()
            .atMost(Bench.WAIT)
            .untilAsserted(
                () -> {
                  List<Received> received = bench.received(action);
                  assertThat(received).isNotEmpty();
                  JsonNode samples =
                      received
                          .get(received.size() - 1)
                          .payload()
                          .path("meterValue")
                          .path(0)
                          .path("sampledValue");
                  double watts = 0;
                  int phases = 0;
                  for (JsonNode sample : samples) {
                    if (sample.path("measurand").asText().equals("Power.Active.Import")) {
                      String unit =
                          sample
                              .path("unit")
                              .asText(sample.path("unitOfMeasure").path("unit").asText());
                      watts += sample.path("value").asDouble() * (unit.equals("kW") ? 1000 : 1);
                      phases += sample.has("phase") ? 1 : 0;
                      assertThat(sample.path("value").isTextual()).isEqualTo(protocol.isV16());
                      assertThat(unit).isEqualTo(perPhase ? "kW" : "W");
                    }
                  }
                  assertThat(watts).isBetween(11_030.0, 11_050.0);
                  assertThat(phases).isEqualTo(perPhase ? 3 : 0);
                });
      }
    }
  }
}

package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Every fault does what it says, and no more. */
class StationFaultsTest {
  private static final CsmsSettings IMPATIENT =
      CsmsSettings.defaults().withCallTimeout(Duration.ofSeconds(2));

  private static Bench bench(Faults faults) {
    return new Bench(Bench.settings(Subprotocol.OCPP21).withFaults(faults), IMPATIENT).booted();
  }

  private static CompletableFuture<JsonNode> cap(Bench bench) {
    return bench.csms.install(
        "CP 1", ProfilePayload.of(1, 0, 0, ProfilePurpose.STATION_MAX, 3000, RateUnit.W));
  }

  private static void free(Bench bench) {
    assertThat(bench.station.reading().limitW()).isGreaterThan(40_000);
  }

  @Test
  void a_silent_station_neither_answers_nor_executes() {
    try (Bench bench = bench(Faults.of(FaultMode.SILENT))) {
      assertThatThrownBy(() -> Bench.get(cap(bench))).hasCauseInstanceOf(TimeoutException.class);
      free(bench);
      bench.station.faults(Faults.NONE);
      assertThat(Bench.get(cap(bench)).path("status").asText()).isEqualTo("Accepted");
    }
  }

  @Test
  void a_late_station_executes_at_once_and_its_answer_comes_after_the_caller_gave_up() {
    try (Bench bench = bench(Faults.late(Duration.ofSeconds(3)))) {
      CompletableFuture<JsonNode> answer = cap(bench);
      await().atMost(Bench.WAIT).until(() -> bench.station.reading().limitW() == 3000);
      assertThatThrownBy(() -> Bench.get(answer)).hasCauseInstanceOf(TimeoutException.class);
      await().atMost(Bench.WAIT).until(() -> bench.csms.strayAnswers() == 1);
    }
  }

  @Test
  void a_call_error_carries_its_code_and_nothing_is_executed() {
    try (Bench bench = bench(Faults.of(FaultMode.CALL_ERROR))) {
      assertThatThrownBy(() -> Bench.get(cap(bench)))
          .isInstanceOfSatisfying(
              CallErrorException.class, e -> assertThat(e.code()).isEqualTo("InternalError"));
      free(bench);
    }
  }

  @Test
  void garbage_is_no_JSON_and_the_connection_stays() {
    try (Bench bench = bench(Faults.of(FaultMode.GARBAGE))) {
      assertThatThrownBy(() -> Bench.get(cap(bench))).hasCauseInstanceOf(TimeoutException.class);
      assertThat(bench.csms.unreadable()).isEqualTo(1);
      assertThat(bench.station.accepted()).isTrue();
      free(bench);
    }
  }

  @Test
  void a_disconnect_comes_in_place_of_the_answer_and_the_station_comes_back() {
    try (Bench bench = bench(Faults.of(FaultMode.DISCONNECT_IN_CALL))) {
      CompletableFuture<JsonNode> answer = cap(bench);
      assertThatThrownBy(() -> Bench.get(answer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("connection");
      bench.station.faults(Faults.NONE);
      await().atMost(Bench.WAIT).until(() -> bench.csms.connected().contains("CP 1"));
      bench.booted();
      assertThat(bench.csms.count("BootNotification")).as("it does not boot again").isEqualTo(1);
    }
  }

  @Test
  void what_a_station_does_not_know_is_not_implemented() {
    try (Bench bench = bench(Faults.NONE)) {
      assertThatThrownBy(() -> bench.call("CostUpdated", Rpc.object()))
          .isInstanceOfSatisfying(
              CallErrorException.class, e -> assertThat(e.code()).isEqualTo("NotImplemented"));
    }
  }
}

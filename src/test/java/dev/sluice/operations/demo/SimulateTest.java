package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.FaultMode;
import dev.sluice.simulator.SimulatedCsms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Simulate simulate() {
    return new Simulate(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_fleet_runs_against_a_CSMS_until_it_is_stopped() throws Exception {
    try (SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults())) {
      Simulate simulate = simulate();
      CommandLine command = new CommandLine(simulate);
      String[] arguments = {
        "--url", csms.url().toString(), "--stations", "3", "--protocols", "1.6,2.1", "--every", "1"
      };
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(() -> command.execute(arguments));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> text().contains("3/3 connected {1.6×2, 2.1×1}"));
      assertThat(csms.connected()).containsExactly("SIM-001", "SIM-002", "SIM-003");
      simulate.stop();
      assertThat(code.get(10, TimeUnit.SECONDS)).isZero();
      assertThat(text()).contains("SIM-002").endsWith("Stations have left.\n");
      await().atMost(Duration.ofSeconds(20)).until(() -> csms.connected().isEmpty());
    }
  }

  @Test
  void options_that_make_no_sense_say_what_to_write_instead() {
    assertThat(new CommandLine(simulate()).execute("--url", "ws://x", "--protocols", "1.5"))
        .isEqualTo(2);
    assertThat(text()).contains("1.5 is none of 1.6, 2.0.1, 2.1");
    assertThat(Simulate.faulty("0.25:call-error").faults().mode()).isEqualTo(FaultMode.CALL_ERROR);
    assertThat(Simulate.faulty("1:disconnect").share()).isEqualTo(1);
    assertThatThrownBy(() -> Simulate.faulty("silent")).hasMessageContaining("0.1:silent");
    assertThatThrownBy(() -> Simulate.faulty("2:silent")).hasMessageContaining("0.1:silent");
  }
}

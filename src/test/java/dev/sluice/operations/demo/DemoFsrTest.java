package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.DepotPort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoFsrTest {
  @TempDir Path certs = Path.of("");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private int run(String... arguments) {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new CommandLine(new DemoFsr(out)).execute(arguments);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_depot_is_limited_steered_and_released() throws Exception {
    try (DepotPort port = new DepotPort(certs)) {
      int code =
          run(
              "--url",
              port.url().toString(),
              "--certs",
              certs.toString(),
              "--limit",
              "24",
              "--setpoint",
              "16",
              "--duration",
              "6");
      assertThat(text())
          .contains("Group \"depot\" has 4 stations")
          .contains("ENVELOPE of 24.0 kW: ACCEPTED, committed 24.0 kW")
          .contains("44.0 kW")
          .contains("24.0 kW   limit 24.0 kW   4/4 confirmed")
          .contains("16.0 kW   limit 16.0 kW   4/4 confirmed")
          .contains("RELEASE: the depot is free again.")
          .contains("Confirmed           4 of 4 stations")
          .contains("Released            4 of 4 stations")
          .contains("After the service   44.0 kW")
          .doesNotContain("\u001B", "never");
      assertThat(code).isZero();
      assertThat(text().lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(100));
      assertThat(port.asked()).contains("PUT /fo/v1/groups/depot");
      assertThat(port.asked()).filteredOn(a -> a.endsWith("-release")).hasSize(1);
    }
  }

  @Test
  void without_certificates_it_says_where_they_come_from() {
    assertThat(run("--certs", certs.toString())).isEqualTo(1);
    assertThat(text()).contains("demo-fo.p12").contains("--certs");
  }

  @Test
  void without_a_gateway_it_says_how_to_start_one() throws Exception {
    String url;
    try (DepotPort port = new DepotPort(certs)) {
      url = port.url().toString();
    }
    assertThat(run("--url", url, "--certs", certs.toString())).isEqualTo(1);
    assertThat(text()).contains(url).contains("./sluice demo");
  }
}

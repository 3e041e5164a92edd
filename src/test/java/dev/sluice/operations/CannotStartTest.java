package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees when the gateway cannot start: three lines, and a code that says so. */
@SuppressWarnings("NullAway.Init")
class CannotStartTest {
  private static final int SECONDS = 120;

  @TempDir Path folder;
  private ServerSocket taken;

  @BeforeEach
  void takeAPort() throws Exception {
    taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @org.junit.jupiter.api.AfterEach
  void givePortBack() throws Exception {
    taken.close();
  }

  private List<String> lines(Map<String, String> environment, String... more) throws Exception {
    String[] usual = {
      "--sluice.stations.listen=127.0.0.1:0",
      "--sluice.fcsbe.http.listen=127.0.0.1:0",
      "--sluice.management.listen=127.0.0.1:0"
    };
    List<String> names = List.of(more).stream().map(one -> one.split("=", 2)[0]).toList();
    List<String> all = new java.util.ArrayList<>(List.of(more));
    for (String one : usual) {
      if (!names.contains(one.split("=", 2)[0])) {
        all.add(one);
      }
    }
    try (ChildProcess child = new ChildProcess(folder, environment, all.toArray(String[]::new))) {
      assertThat(child.exit(SECONDS)).isNotZero();
      assertThat(child.err()).doesNotContain("\tat ", "Exception:");
      assertThat(child.out()).doesNotContain("\tat ");
      List<String> lines = child.err().lines().toList();
      assertThat(lines).as(child.err()).hasSize(3);
      assertThat(lines.get(0)).startsWith("Sluice cannot start: ");
      assertThat(lines.get(1)).startsWith("  where: ");
      assertThat(lines.get(2)).startsWith("  to do: ");
      return lines;
    }
  }

  private String takenPort() {
    return "127.0.0.1:" + taken.getLocalPort();
  }

  @Test
  void because_the_port_for_stations_is_taken() throws Exception {
    assertThat(lines(Map.of(), "--sluice.stations.listen=" + takenPort()))
        .anySatisfy(line -> assertThat(line).contains(takenPort()))
        .anySatisfy(line -> assertThat(line).contains("sluice.stations.listen"));
  }

  @Test
  void because_the_fo_port_is_taken() throws Exception {
    assertThat(lines(Map.of(), "--sluice.fcsbe.http.listen=" + takenPort()))
        .anySatisfy(line -> assertThat(line).contains("sluice.fcsbe.http.listen"));
  }

  @Test
  void because_the_management_port_is_taken() throws Exception {
    assertThat(lines(Map.of(), "--sluice.management.listen=" + takenPort()))
        .anySatisfy(line -> assertThat(line).contains("sluice.management.listen"));
  }

  @Test
  void because_a_property_in_the_environment_is_not_one_of_its_values() throws Exception {
    assertThat(lines(Map.of("SLUICE_INJECT", "loudly")))
        .anySatisfy(line -> assertThat(line).contains("SLUICE_INJECT"))
        .anySatisfy(line -> assertThat(line).contains("loudly"));
  }

  @Test
  void because_a_bound_is_out_of_its_range() throws Exception {
    assertThat(lines(Map.of(), "--sluice.stations.inject-queue=0"))
        .anySatisfy(line -> assertThat(line).contains("between 1 and 1000"));
  }

  @Test
  void because_a_plain_fo_port_is_asked_for_beyond_loopback() throws Exception {
    assertThat(
            lines(
                Map.of(),
                "--sluice.fcsbe.http.plain=true",
                "--sluice.fcsbe.http.listen=0.0.0.0:8443"))
        .anySatisfy(line -> assertThat(line).contains("loopback"));
  }

  @Test
  void because_the_data_folder_cannot_be_made() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    assertThat(lines(Map.of(), "--sluice.data=" + file.resolve("data")))
        .anySatisfy(line -> assertThat(line).contains("sluice.data = " + file));
  }

  @Test
  void because_the_development_keys_are_there_only_in_part() throws Exception {
    Path certs = Files.createDirectories(folder.resolve("certs"));
    Files.writeString(certs.resolve("ca.pem"), "");
    assertThat(lines(Map.of()))
        .anySatisfy(line -> assertThat(line).contains("only in part"))
        .anySatisfy(line -> assertThat(line).contains("sluice.certs"));
  }

  @Test
  void because_the_address_of_the_csms_has_no_place_for_the_station() throws Exception {
    assertThat(lines(Map.of(), "--sluice.csms.url=wss://csms.example/ocpp"))
        .anySatisfy(line -> assertThat(line).contains("{id}"))
        .anySatisfy(line -> assertThat(line).contains("sluice.csms.url"));
  }

  @Test
  void because_the_folder_of_routes_is_not_there() throws Exception {
    assertThat(lines(Map.of(), "--sluice.routes=nowhere"))
        .anySatisfy(line -> assertThat(line).contains("sluice.routes"));
  }

  @Test
  void because_a_word_is_no_command() throws Exception {
    try (ChildProcess child = new ChildProcess(folder, Map.of(), "serv")) {
      assertThat(child.exit(SECONDS)).isEqualTo(2);
      assertThat(child.err()).contains("serv");
    }
  }
}

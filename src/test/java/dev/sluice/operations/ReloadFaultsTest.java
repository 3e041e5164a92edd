package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MappingTable;
import dev.sluice.mapping.MappingTables;
import dev.sluice.operations.deploy.Deployer;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way from one version to the next, and what is left of the old ones. */
@SuppressWarnings("NullAway.Init")
class ReloadFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SETPOINT = "routes/use-cases/uc-2.1-setpoint.yaml";
  private static final String FLAKY = "routes/use-cases/flaky.yaml";

  @TempDir Path folder;
  private IntegratorFiles files;
  private RunningGateway gateway;

  @BeforeEach
  void begin() throws Exception {
    files = IntegratorFiles.copy(folder);
    gateway = gateway("--sluice.reload.watch=false");
  }

  private RunningGateway gateway(String more) {
    return new RunningGateway(
        folder,
        files.properties(
            "--sluice.csms.url=ws://127.0.0.1:9/{id}", "--sluice.reload.settle=50ms", more));
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  /** From here on routes that begin with {@code scheduler:} start, or not, as it is told. */
  private FlakyComponent flaky() throws Exception {
    FlakyComponent component = new FlakyComponent();
    gateway.bean(CamelContext.class).addComponent("scheduler", component);
    files.write(
        FLAKY,
        """
        - route:
            id: flaky
            from:
              uri: scheduler:x
              steps:
                - log: hello
        """);
    return component;
  }

  @Test
  void what_could_not_be_put_back_is_said_and_the_next_reload_tries_it_again() throws Exception {
    FlakyComponent component = flaky();
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
    String version = gateway.deployment().path("version").asText();
    component.failing(true);
    files.edit(FLAKY, "id: flaky", "id: flakier");
    files.edit(SETPOINT, "id: uc-2.1-setpoint", "id: uc-2.1-other");
    JsonNode answer = gateway.reload(422);
    assertThat(answer.path("outcome").asText()).isEqualTo("broken");
    assertThat(answer.path("findings").toString()).contains("flaky.yaml", "not/There");
    JsonNode left = gateway.deployment();
    assertThat(left.path("version").asText()).isEqualTo(version);
    assertThat(left.at("/routes/use-cases~1flaky.yaml").asText()).isEqualTo("not in force");
    assertThat(left.path("findings").toString()).contains("routes/use-cases/flaky.yaml");
    assertThat(gateway.health("deployment").path("status").asText()).isEqualTo("DOWN");
    assertThat(gateway.routeIds()).contains("uc-2.1-setpoint", "fo-http").doesNotContain("flaky");
    files.edit(FLAKY, "id: flakier", "id: flaky");
    files.edit(SETPOINT, "id: uc-2.1-other", "id: uc-2.1-setpoint");
    component.failing(false);
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
    assertThat(gateway.routeIds()).contains("flaky", "uc-2.1-setpoint").doesNotHaveDuplicates();
    assertThat(gateway.deployment().path("findings")).isEmpty();
    assertThat(gateway.health("deployment").path("status").asText()).isEqualTo("UP");
  }

  @Test
  void a_watched_gateway_puts_back_by_itself_what_could_not_be_put_back() throws Exception {
    gateway.close();
    gateway = gateway("--sluice.reload.every=100ms");
    FlakyComponent component = flaky();
    await().atMost(PATIENCE).until(() -> gateway.routeIds().contains("flaky"));
    component.failing(true);
    files.edit(FLAKY, "id: flaky", "id: flakier");
    await()
        .atMost(PATIENCE)
        .until(() -> !gateway.bean(Deployer.class).inForce().findings().isEmpty());
    assertThat(gateway.routeIds()).doesNotContain("flaky", "flakier");
    component.failing(false);
    await().atMost(PATIENCE).until(() -> gateway.routeIds().contains("flaky"));
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.bean(Deployer.class).inForce().findings().isEmpty());
    assertThat(gateway.routeIds()).doesNotContain("flakier").doesNotHaveDuplicates();
  }

  @Test
  void who_hangs_up_does_not_end_a_reload() throws Exception {
    files.edit(SETPOINT, "id: uc-2.1-setpoint", "id: uc-2.1-other");
    URI management = gateway.managementPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), management.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /admin/reload HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/json\r
          Content-Length: 2\r
          \r
          {}"""
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // A reload takes a while: its files have to settle, and are checked.
      socket.setSoLinger(true, 0);
    }
    await().atMost(PATIENCE).until(() -> gateway.routeIds().contains("uc-2.1-other"));
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.deployment().at("/last/outcome").asText().equals("deployed"));
    assertThat(gateway.routeIds()).doesNotContain("uc-2.1-setpoint").doesNotHaveDuplicates();
  }

  @Test
  void a_jar_with_functions_that_cannot_be_used_changes_nothing() throws Exception {
    String version = gateway.deployment().path("version").asText();
    Path jars = Files.createDirectories(folder.resolve("functions"));
    Files.writeString(jars.resolve("mine.jar"), "no jar");
    JsonNode answer = gateway.reload(422);
    assertThat(answer.path("changed").toString()).contains("functions/mine.jar");
    assertThat(answer.at("/findings/0/text").asText())
        .startsWith("functions/mine.jar:1:1: the jar cannot be read");
    assertThat(gateway.deployment().path("version").asText()).isEqualTo(version);
    Files.delete(jars.resolve("mine.jar"));
    assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("unchanged");
  }

  @Test
  void nothing_of_the_old_versions_is_left() throws Exception {
    CamelContext camel = gateway.bean(CamelContext.class);
    String errors = files.read("routes/_shared/errors.yaml");
    String table = files.read("mappings/ocpp-1.6/MeterValues.yaml");
    List<WeakReference<?>> old = new ArrayList<>();
    int endpoints = 0;
    int threads = 0;
    for (int i = 0; i < 12; i++) {
      Route route = camel.getRoute("uc-2.1-setpoint");
      old.add(new WeakReference<>(route));
      old.add(new WeakReference<>(route.getConsumer()));
      MappingTable kept =
          gateway.bean(MappingTables.class).find("ocpp-1.6/MeterValues").orElseThrow();
      old.add(new WeakReference<>(kept));
      files.write("routes/_shared/errors.yaml", errors + "# " + i + "\n");
      files.write("mappings/ocpp-1.6/MeterValues.yaml", table + "# " + i + "\n");
      assertThat(gateway.reload(200).path("outcome").asText()).isEqualTo("deployed");
      if (i == 1) {
        endpoints = camel.getEndpointRegistry().size();
        threads = Thread.getAllStackTraces().size();
      }
    }
    assertThat(camel.getEndpointRegistry().size()).isEqualTo(endpoints);
    // Pools that grow with use may have grown; one thread for each reload would be ten more.
    assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 8);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              System.gc();
              return old.stream().allMatch(each -> each.get() == null);
            });
  }
}

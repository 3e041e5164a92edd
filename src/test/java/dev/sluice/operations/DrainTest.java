package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM. */
@SuppressWarnings("NullAway.Init")
class DrainTest {
  @TempDir Path folder;

  @Test
  void a_gateway_that_is_told_to_end_drains_and_says_143() throws Exception {
    int management;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      management = free.getLocalPort();
    }
    try (ChildProcess child =
        new ChildProcess(
            folder,
            Map.of("SLUICE_MANAGEMENT_LISTEN", "127.0.0.1:" + management),
            "serve",
            "--sluice.stations.listen=127.0.0.1:0",
            "--sluice.fcsbe.http.listen=127.0.0.1:0")) {
      await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !child.running() || ready(management));
      assertThat(child.running()).as(child.err()).isTrue();
      try (ChildProcess health =
          new ChildProcess(folder, Map.of(), "health", "--management", "127.0.0.1:" + management)) {
        assertThat(health.exit(60)).as(health.out() + health.err()).isZero();
      }
      child.terminate();
      assertThat(child.exit(30)).isEqualTo(143);
      assertThat(child.out()).contains("draining");
      assertThat(child.err()).isEmpty();
      try (ChildProcess health =
          new ChildProcess(folder, Map.of(), "health", "--management", "127.0.0.1:" + management)) {
        assertThat(health.exit(60)).isEqualTo(1);
      }
    }
  }

  private static boolean ready(int management) {
    try {
      HttpURLConnection http =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + management + "/health/readiness")
                  .toURL()
                  .openConnection();
      http.setConnectTimeout(2_000);
      http.setReadTimeout(2_000);
      return http.getResponseCode() == 200;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}

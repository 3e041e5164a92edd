package dev.sluice.operations.cli;

import dev.sluice.operations.config.ListenAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plain Java, so that an image needs no curl for its health check. */
@Command(
    name = "health",
    description = "Asks a running gateway whether it serves stations: exit code 0 if it does.")
final class HealthCommand implements Callable<Integer> {
  private static final int WAIT_MS = 3_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--management",
      description = "The gateway's sluice.management.listen; default: as in the environment.")
  private String management = usual(System.getenv());

  @Option(names = "--all", description = "Print everything, and fail when anything is wrong.")
  private boolean all;

  private static String usual(Map<String, String> environment) {
    return environment.getOrDefault("SLUICE_MANAGEMENT_LISTEN", "127.0.0.1:8889");
  }

  @Override
  public Integer call() throws IOException {
    ListenAddress address = ListenAddress.of(management);
    String host = address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host();
    URI health =
        URI.create(
            "http://"
                + new ListenAddress(host, address.port())
                + "/health"
                + (all ? "" : "/readiness"));
    HttpURLConnection http = (HttpURLConnection) health.toURL().openConnection();
    http.setConnectTimeout(WAIT_MS);
    http.setReadTimeout(WAIT_MS);
    try {
      int status = http.getResponseCode();
      try (var body = status < 400 ? http.getInputStream() : http.getErrorStream()) {
        print(body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      return status == 200 ? 0 : 1;
    } catch (IOException e) {
      print("no answer from " + health + ": " + e.getMessage());
      return 1;
    } finally {
      http.disconnect();
    }
  }

  private void print(String text) {
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(text);
      out.flush();
    }
  }
}

package dev.sluice.operations.cli;

import dev.sluice.operations.config.ListenAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request to the management port of a gateway that runs. */
record ManagementCall(URI address, int waitMs) {
  private static final int CONNECT_MS = 3_000;

  /** An answer; the body is text. */
  record Answer(int status, String body) {}

  /** What {@code sluice.management.listen} is in this environment. */
  static String usual(Map<String, String> environment) {
    return environment.getOrDefault("SLUICE_MANAGEMENT_LISTEN", "127.0.0.1:8889");
  }

  /**
   * @param listen as {@code sluice.management.listen}
   */
  static ManagementCall to(String listen, String path, int waitMs) {
    ListenAddress address = ListenAddress.of(listen);
    String host = address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host();
    return new ManagementCall(
        URI.create("http://" + new ListenAddress(host, address.port()) + path), waitMs);
  }

  Answer get() throws IOException {
    return send(false);
  }

  /** Sends an empty JSON object. */
  Answer post() throws IOException {
    return send(true);
  }

  private Answer send(boolean post) throws IOException {
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    http.setConnectTimeout(CONNECT_MS);
    http.setReadTimeout(waitMs);
    try {
      if (post) {
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setRequestProperty("Content-Type", "application/json");
        try (var out = http.getOutputStream()) {
          out.write("{}".getBytes(StandardCharsets.UTF_8));
        }
      }
      int status = http.getResponseCode();
      try (var body = status < 400 ? http.getInputStream() : http.getErrorStream()) {
        return new Answer(
            status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } finally {
      http.disconnect();
    }
  }
}

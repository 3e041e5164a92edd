package dev.sluice.fcsbe.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoPortPlainTest {
  @Test
  void withoutTlsEverybodyIsTheConfiguredFoAndNoHeaderChangesThat(@TempDir Path folder)
      throws Exception {
    try (FoPort port = FoPort.plain(folder)) {
      HttpRequest put =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port.port + "/fo/v1/groups/depot"))
              .header("Content-Type", "application/json")
              .header("CamelFlexibilityFoId", "other")
              .PUT(BodyPublishers.ofString("{\"stations\":[\"a\"]}"))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(port.engine.group("demo", "depot")).isPresent();
      assertThat(port.engine.group("other", "depot")).isEmpty();
    }
  }
}

package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.gateway.GatewayApplication;
import dev.sluice.security.CertificateFolder;
import dev.sluice.simulator.FlexibilityOperator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;

/** A whole gateway in the test's JVM, on free loopback ports, with all its files in one folder. */
final class RunningGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReactiveWebServerApplicationContext context;
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  RunningGateway(Path folder, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--sluice.stations.listen=127.0.0.1:0",
                "--sluice.fcsbe.http.listen=127.0.0.1:0",
                "--sluice.management.listen=127.0.0.1:0",
                "--sluice.stations.drain=2s",
                "--sluice.inject=on",
                "--sluice.stations.baseline=none",
                "--sluice.data=" + folder.resolve("data"),
                "--sluice.certs=" + folder.resolve("certs")));
    all.addAll(List.of(properties));
    this.folder = folder;
    this.context = (ReactiveWebServerApplicationContext) GatewayApplication.start(all);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Where stations dial, without their id. */
  URI stations() {
    return URI.create("ws://127.0.0.1:" + bean(OcppLinks.class).address().getPort() + "/ocpp");
  }

  /** The demo FO as a client. */
  FlexibilityOperator operator() throws IOException, GeneralSecurityException {
    CertificateFolder certs = new CertificateFolder(folder.resolve("certs"));
    return FlexibilityOperator.connect(
        foPort(),
        certs.file(CertificateFolder.DEMO_FO),
        certs.password(CertificateFolder.DEMO_FO),
        certs.file(CertificateFolder.CA));
  }

  URI foPort() {
    return URI.create("https://" + bean(FoPortProperties.class).listen());
  }

  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  URI managementPort() {
    return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(managementPort().resolve(path)).timeout(Duration.ofSeconds(60));
  }

  /** A contributor of the health, or the whole of it for the empty name. */
  JsonNode health(String name) throws IOException, InterruptedException {
    JsonNode all = JSON.readTree(management("/health").body());
    return name.isEmpty() ? all : all.path("components").path(name);
  }

  /** Has the files read again; fails when the answer has another status. */
  JsonNode reload(int status) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/admin/reload", "application/json", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  JsonNode deployment() throws IOException, InterruptedException {
    return JSON.readTree(management("/admin/deployment").body());
  }

  List<String> routeIds() {
    return bean(CamelContext.class).getRoutes().stream().map(Route::getRouteId).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}

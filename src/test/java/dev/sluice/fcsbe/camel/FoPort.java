package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.EngineSettings;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.flexibility.camel.FlexibilityComponent;
import dev.sluice.security.CertificateFolder;
import dev.sluice.security.DevelopmentPki;
import dev.sluice.security.FoIdentitySource;
import dev.sluice.security.TestClients;
import dev.sluice.security.TlsMaterial;
import dev.sluice.security.camel.SecurityProcessors;
import dev.sluice.store.SqliteStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The repository's own FO port routes on a real core and store, served over HTTPS. */
final class FoPort implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  final int port;
  final CertificateFolder certs;
  final TestClients clients;
  final ResourceBook book = new ResourceBook();
  final SqliteStore store;
  final FsrEngine engine;
  final CamelContext context = new DefaultCamelContext();
  private final CommandBoard board = new CommandBoard();

  static FoPort start(Path folder) throws Exception {
    return new FoPort(folder, false);
  }

  static FoPort plain(Path folder) throws Exception {
    return new FoPort(folder, true);
  }

  private FoPort(Path folder, boolean plain) throws Exception {
    port = freePort();
    certs = new CertificateFolder(folder.resolve("certs"));
    DevelopmentPki.ensure(certs, List.of("fo.example"), Clock.systemUTC());
    clients = new TestClients(certs);
    store = SqliteStore.open(folder.resolve("data"));
    engine = new FsrEngine(store, book, board, Clock.systemUTC(), EngineSettings.defaults());
    engine.start();
    station("a", "ocpp1.6");
    station("b", "ocpp2.0.1");
    station("c", "ocpp2.1");
    FoIdentitySource source =
        plain ? new FoIdentitySource.Development("demo") : new FoIdentitySource.Certificate();
    TlsMaterial material = plain ? null : TlsMaterial.load(certs, Clock.systemUTC());
    FcsbeProcessors.all(book).forEach(context.getRegistry()::bind);
    SecurityProcessors.all(source, Clock.systemUTC()).forEach(context.getRegistry()::bind);
    SecurityProcessors.endpointBeans(material).forEach(context.getRegistry()::bind);
    FlexibilityComponent flexibility = new FlexibilityComponent(engine, book, store, board);
    context.addComponent("flexibility", flexibility);
    engine.onNotification(flexibility.notifications());
    context
        .getPropertiesComponent()
        .addInitialProperty("sluice.fcsbe.http.scheme", plain ? "http" : "https");
    context
        .getPropertiesComponent()
        .addInitialProperty("sluice.fcsbe.http.listen", "127.0.0.1:" + port);
    context.addRoutes(stations());
    context.start();
    for (String file : List.of("routes/_shared/fcsbe.yaml", "routes/fcsbe/http.yaml")) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
    }
  }

  void station(String id, String protocol) {
    book.connected(id, protocol);
    book.injectable(id);
  }

  /** Stations that do what they are told. */
  private static RouteBuilder stations() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        for (String useCase : List.of("2.1", "2.7")) {
          from("flexibility:commands?useCase=" + useCase)
              .process(
                  exchange ->
                      exchange
                          .getMessage()
                          .setBody(JSON.createObjectNode().put("outcome", "CONFIRMED")));
        }
      }
    };
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Client fo(String id) {
    return new Client(clients.fo(id));
  }

  Client client(SSLContext tls) {
    return new Client(tls);
  }

  @Override
  public void close() throws Exception {
    context.close();
    board.close();
    store.close();
  }

  record Answer(int status, JsonNode body, HttpResponse<String> raw) {
    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  /** One FO's connection. */
  final class Client {
    private final HttpClient http;

    private Client(SSLContext tls) {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(tls)
              .connectTimeout(Duration.ofSeconds(10))
              .build();
    }

    HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
          .timeout(Duration.ofSeconds(40));
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      return new Answer(response.statusCode(), JSON.readTree(body), response);
    }

    Answer get(String path) throws IOException, InterruptedException {
      return send(request(path).GET().build());
    }

    Answer put(String path, String body, String... headers)
        throws IOException, InterruptedException {
      return sendBody("PUT", path, body, headers);
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
      return sendBody("POST", path, body);
    }

    private Answer sendBody(String method, String path, String body, String... headers)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          request(path)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return send(request.build());
    }
  }
}

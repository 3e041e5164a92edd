package dev.sluice.fcsbe.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fcsbe.camel.FoPort.Answer;
import dev.sluice.flexibility.FsrStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSocket;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoPortInputTest {
  private static FoPort port;
  private static FoPort.Client fo;

  @BeforeAll
  static void serve(@TempDir Path folder) throws Exception {
    port = FoPort.start(folder);
    fo = port.fo("demo");
  }

  @AfterAll
  static void end() throws Exception {
    port.close();
  }

  private static void problem(Answer answer, int status, String code) {
    assertThat(answer.raw().body()).doesNotContain("Exception", "\tat ", "dev.sluice", "camel");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body().get("code").textValue()).isEqualTo(code);
    assertThat(answer.body().get("type").textValue()).isEqualTo("urn:sluice:problem:" + code);
    assertThat(answer.body().get("status").intValue()).isEqualTo(status);
  }

  @Test
  void aFormIsRefusedAndTheConnectionLives() throws Exception {
    for (String method : List.of("PUT", "POST")) {
      String path = method.equals("PUT") ? "/fo/v1/fsrs/f" : "/fo/v1/fsrs/f/actions/cancel";
      HttpRequest form =
          fo.request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .method(method, BodyPublishers.ofString("{\"a\n\":1}&no-pair&CamelHttpUri=x"))
              .build();
      problem(fo.send(form), 415, "unsupported-media-type");
    }
    assertThat(fo.get("/fo/v1/versions").status()).isEqualTo(200);
  }

  @Test
  void mediaTypesAreNegotiated() throws Exception {
    problem(
        fo.send(fo.request("/fo/v1/stations").header("Accept", "text/html").GET().build()),
        406,
        "not-acceptable");
    Answer vendor =
        fo.send(
            fo.request("/fo/v1/stations")
                .header("Accept", "application/vnd.fcsbe.v1+json")
                .GET()
                .build());
    assertThat(vendor.header("Content-Type")).isEqualTo("application/vnd.fcsbe.v1+json");
    problem(
        fo.send(
            fo.request("/fo/v1/fsrs/f")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .PUT(BodyPublishers.ofString("{}"))
                .build()),
        415,
        "unsupported-media-type");
  }

  @Test
  void unknownAddressesAndMethodsAreProblems() throws Exception {
    problem(fo.get("/fo/v1/nothing"), 404, "unknown-resource");
    problem(fo.get("/"), 404, "unknown-resource");
    problem(fo.get("/FO/V1/versions"), 404, "unknown-resource");
    problem(fo.get("/fo/v1/fsrs/a%2Fb"), 400, "malformed");
    problem(fo.get("/fo/v1/fsrs/..%2f..%2fx"), 400, "malformed");
    problem(fo.get("/fo/v1/notifications?wait=31"), 400, "malformed");
    problem(fo.get("/fo/v1/notifications?after=-1"), 400, "malformed");
    problem(fo.get("/fo/v1/notifications?after=1&after=2"), 400, "malformed");
    for (String method : List.of("DELETE", "POST", "PATCH", "OPTIONS")) {
      Answer answer =
          fo.send(fo.request("/fo/v1/fsrs/a").method(method, BodyPublishers.noBody()).build());
      problem(answer, 405, "method-not-allowed");
      assertThat(answer.header("Allow")).isEqualTo("PUT, GET");
    }
    problem(fo.get("/fo/v1/fsrs/a"), 404, "unknown-resource");
  }

  @Test
  void tenMegabytesAreRefusedWithAProblem() throws Exception {
    String big = "{\"x-a\":\"" + "a".repeat(10_000_000) + "\"}";
    problem(fo.put("/fo/v1/fsrs/big", big), 413, "too-large");
    assertThat(fo.get("/fo/v1/versions").status()).isEqualTo(200);
  }

  @Test
  void whatCannotBeReadIsMalformedWithItsPlace() throws Exception {
    Answer broken = fo.put("/fo/v1/fsrs/m", "{\"class\":\"SETPOINT\",\n  oops}");
    problem(broken, 400, "malformed");
    assertThat(broken.body().get("detail").textValue()).contains("line 2");
    problem(fo.put("/fo/v1/fsrs/m", "[".repeat(10_000)), 400, "malformed");
    problem(fo.put("/fo/v1/fsrs/m", "{\"a\":{\"b\":1,\"b\":2}}"), 400, "malformed");
    problem(fo.put("/fo/v1/fsrs/m", ""), 400, "malformed");
    problem(fo.put("/fo/v1/fsrs/m", "\"text\""), 400, "malformed");
  }

  @Test
  void answersCarryOnlyWhatTheyMean() throws Exception {
    Answer answer =
        fo.send(
            fo.request("/fo/v1/stations")
                .header("X-Secret", "s")
                .header("Cookie", "c=1")
                .header("If-Match", "\"1\"")
                .GET()
                .build());
    Set<String> names = new TreeSet<>(answer.raw().headers().map().keySet());
    assertThat(names).containsExactly("cache-control", "content-length", "content-type");
  }

  @Test
  void aFailureInsideTellsNothingOfTheInside() throws Exception {
    try (FoPort failing = FoPort.start(java.nio.file.Files.createTempDirectory("fo-port"))) {
      FoPort.Client client = failing.fo("demo");
      replace(failing, "fo-get-stations", new IllegalStateException("secret at /etc/keys"));
      Answer internal = client.get("/fo/v1/stations");
      problem(internal, 500, "internal");
      assertThat(internal.raw().body()).doesNotContain("secret", "/etc/keys");
      replace(
          failing,
          "fo-get-station",
          new FsrStore.StoreUnavailable("disk /dev/x", new java.io.IOException("/dev/x")));
      Answer unavailable = client.get("/fo/v1/stations/a");
      problem(unavailable, 503, "temporarily-unavailable");
      assertThat(unavailable.header("Retry-After")).isNotEmpty();
      assertThat(unavailable.raw().body()).doesNotContain("/dev/x");
      replace(failing, "fo-get-group", new RejectedExecutionException("full"));
      problem(client.get("/fo/v1/groups/a"), 503, "temporarily-unavailable");
    }
  }

  @Test
  void anOperationWhoseRouteIsTakenOutIsGone() throws Exception {
    try (FoPort less = FoPort.start(java.nio.file.Files.createTempDirectory("fo-port"))) {
      FoPort.Client client = less.fo("demo");
      assertThat(client.get("/fo/v1/stations").status()).isEqualTo(200);
      less.context.getRouteController().stopRoute("fo-get-stations");
      less.context.removeRoute("fo-get-stations");
      problem(client.get("/fo/v1/stations"), 404, "unknown-resource");
    }
  }

  private static void replace(FoPort target, String routeId, RuntimeException failure)
      throws Exception {
    target.context.getRouteController().stopRoute(routeId);
    target.context.removeRoute(routeId);
    target.context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + routeId)
                .routeId(routeId)
                .routeConfigurationId("fo-problems")
                .process(
                    exchange -> {
                      throw failure;
                    });
          }
        });
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            port.clients
                .fo("pipe")
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port.port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String poll = "GET /fo/v1/notifications?wait=1 HTTP/1.1\r\nHost: x\r\n\r\n";
      String last = "GET /fo/v1/groups/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      out.write((poll + last).getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).startsWith("HTTP/1.1 200");
      assertThat(all.indexOf("\"next\":0")).isPositive().isLessThan(all.indexOf("HTTP/1.1 404"));
    }
  }

  @Test
  void aHeadRequestGetsNoBody() throws Exception {
    HttpRequest head =
        fo.request("/fo/v1/stations").method("HEAD", BodyPublishers.noBody()).build();
    Answer answer = fo.send(head);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.raw().body()).isEmpty();
    assertThat(fo.get("/fo/v1/versions").status()).isEqualTo(200);
  }
}

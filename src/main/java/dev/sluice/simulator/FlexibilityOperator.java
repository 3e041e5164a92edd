package dev.sluice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A flexibility operator (FO): a client of the FO port, identified by its client certificate. Every
 * method throws {@link IOException} when the port cannot be reached or does not answer in time;
 * whatever the port answers, also a refusal, is a {@link FoAnswer}. Safe for use by any thread.
 */
public final class FlexibilityOperator {
  private static final String BASE = "/fo/v1";

  private final HttpClient http;
  private final URI port;
  private final Duration timeout;

  private FlexibilityOperator(HttpClient http, URI port, Duration timeout) {
    this.http = http;
    this.port = port;
    this.timeout = timeout;
  }

  /**
   * @param port base address of the FO port, for example {@code https://127.0.0.1:8443}
   * @param keyStore PKCS#12 file with the FO's key and certificate
   * @param password of the key store
   * @param anchors PEM file with the certificate authority of the port
   */
  public static FlexibilityOperator connect(URI port, Path keyStore, char[] password, Path anchors)
      throws IOException, GeneralSecurityException {
    return over(FoIdentity.of(keyStore, password, anchors), port);
  }

  /** A client without a certificate: it is to get nothing. */
  public static FlexibilityOperator anonymous(URI port, Path anchors)
      throws IOException, GeneralSecurityException {
    return over(FoIdentity.anonymous(anchors), port);
  }

  private static FlexibilityOperator over(SSLContext tls, URI port) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(tls)
            .build();
    return new FlexibilityOperator(http, port, Duration.ofSeconds(10));
  }

  /** The same client that waits so long for an answer (a long poll waits on top of it). */
  public FlexibilityOperator withTimeout(Duration timeout) {
    return new FlexibilityOperator(http, port, timeout);
  }

  /** Requests a service, or changes it with a greater revision. */
  public FoAnswer request(String fsrId, FsrRequest request)
      throws IOException, InterruptedException {
    return put(fsrPath(fsrId), request.toJson());
  }

  /** An FSR as the gateway keeps it. */
  public FoAnswer fsr(String fsrId) throws IOException, InterruptedException {
    return get(fsrPath(fsrId));
  }

  /** What was promised, and who was left out for which reason. */
  public FoAnswer response(String fsrId) throws IOException, InterruptedException {
    return get(fsrPath(fsrId) + "/response");
  }

  /** Each station's part. */
  public FoAnswer participations(String fsrId) throws IOException, InterruptedException {
    return get(fsrPath(fsrId) + "/participations");
  }

  /**
   * Sends a setpoint of a stream.
   *
   * @param seq greater than all before it
   * @param valueW power of the whole target, W, at least 0
   */
  public FoAnswer setpoint(String fsrId, long seq, long valueW)
      throws IOException, InterruptedException {
    ObjectNode setpoint = Rpc.object().put("seq", seq).put("value", valueW);
    return put(fsrPath(fsrId) + "/setpoint", setpoint);
  }

  /** The setpoint that counts. */
  public FoAnswer setpoint(String fsrId) throws IOException, InterruptedException {
    return get(fsrPath(fsrId) + "/setpoint");
  }

  /** Ends a service; its stations are released. */
  public FoAnswer cancel(String fsrId) throws IOException, InterruptedException {
    return post(fsrPath(fsrId) + "/actions/cancel");
  }

  /**
   * Notifications after an offset.
   *
   * @param limit how many at most
   * @param wait for one to come, at most 30 s
   */
  public FoAnswer notifications(long after, int limit, Duration wait)
      throws IOException, InterruptedException {
    String path =
        "%s/notifications?after=%d&limit=%d&wait=%d"
            .formatted(BASE, after, limit, wait.toSeconds());
    return send(builder(path, timeout.plus(wait)).GET().build());
  }

  /** Reads notifications on from an offset; 0 is the beginning. */
  public NotificationFeed feed(long after) {
    return new NotificationFeed(this, after);
  }

  public FoAnswer stations() throws IOException, InterruptedException {
    return get(BASE + "/stations");
  }

  public FoAnswer station(String stationId) throws IOException, InterruptedException {
    return get(BASE + "/stations/" + segment(stationId));
  }

  public FoAnswer capabilities() throws IOException, InterruptedException {
    return get(BASE + "/capabilities");
  }

  public FoAnswer group(String groupId) throws IOException, InterruptedException {
    return get(groupPath(groupId));
  }

  /**
   * Makes or changes a group.
   *
   * @param ifMatch the entity tag of the group that is to be changed; empty to make a new one
   */
  public FoAnswer putGroup(String groupId, List<String> stations, Optional<String> ifMatch)
      throws IOException, InterruptedException {
    JsonNode group = FsrRequest.stations(stations);
    return ifMatch.isPresent()
        ? put(groupPath(groupId), group, "If-Match", ifMatch.get())
        : put(groupPath(groupId), group);
  }

  /** Makes a group, or changes the one that is there, whatever is in it. */
  public FoAnswer replaceGroup(String groupId, List<String> stations)
      throws IOException, InterruptedException {
    FoAnswer old = group(groupId);
    return putGroup(groupId, stations, old.ok() ? old.etag() : Optional.empty());
  }

  /** Asks for a resource, for example {@code /fo/v1/stations}. */
  public FoAnswer get(String path) throws IOException, InterruptedException {
    return send(builder(path, timeout).GET().build());
  }

  /** Puts a JSON document; headers are names and values in turn. */
  public FoAnswer put(String path, JsonNode body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        builder(path, timeout)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Posts an action without parameters, for example {@code /fo/v1/fsrs/x/actions/cancel}. */
  public FoAnswer post(String path) throws IOException, InterruptedException {
    return send(
        builder(path, timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }

  private static String fsrPath(String fsrId) {
    return BASE + "/fsrs/" + segment(fsrId);
  }

  private static String groupPath(String groupId) {
    return BASE + "/groups/" + segment(groupId);
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder builder(String path, Duration wait) {
    return HttpRequest.newBuilder(port.resolve(path))
        .header("Accept", "application/json, application/problem+json")
        .timeout(wait);
  }

  private FoAnswer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new FoAnswer(
        request.method() + " " + request.uri().getPath(),
        response.statusCode(),
        json(response.body()),
        response.headers().map());
  }

  /** What is no JSON, as an error page of something in between, is kept as a text. */
  private static JsonNode json(String body) {
    if (body.isBlank()) {
      return NullNode.getInstance();
    }
    try {
      return Rpc.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(body);
    }
  }
}

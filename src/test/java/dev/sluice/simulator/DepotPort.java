package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * An FO port over a depot of four stations whose cars draw 11 kW each and obey at once. It speaks
 * as the gateway's port does, over HTTPS with client certificates, and writes down what was asked.
 */
public final class DepotPort implements AutoCloseable {
  private static final double WISH_W = 11_000;
  private static final int STATIONS = 4;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, JsonNode> services = new LinkedHashMap<>();
  private final Map<String, JsonNode> setpoints = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private JsonNode group = Rpc.JSON.nullNode();
  private int groupVersion;
  private boolean released;

  /**
   * @param certs folder into which the demo FO's certificate is written
   */
  public DepotPort(Path certs)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    TestPki pki = new TestPki();
    pki.writeTo(certs);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(pki.server()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was asked, as {@code PUT /fo/v1/groups/depot}, in order. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    Reply reply;
    synchronized (this) {
      asked.add(method + " " + path);
      JsonNode body = sent.length == 0 ? Rpc.JSON.nullNode() : Rpc.JSON.readTree(sent);
      reply = answer(method, path.replaceFirst("^/fo/v1/", ""), body, exchange);
    }
    byte[] text = reply.body.toString().getBytes(StandardCharsets.UTF_8);
    String kind = reply.status < 400 ? "application/json" : "application/problem+json";
    exchange.getResponseHeaders().set("Content-Type", kind);
    exchange.sendResponseHeaders(reply.status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private record Reply(int status, JsonNode body) {}

  private Reply answer(String method, String path, JsonNode body, HttpExchange exchange) {
    if (path.equals("stations")) {
      return new Reply(200, stations());
    }
    if (path.equals("notifications")) {
      return new Reply(200, notifications(exchange.getRequestURI().getQuery()));
    }
    if (path.equals("groups/depot")) {
      return group(method, body, exchange);
    }
    String[] parts = path.split("/");
    if (parts.length >= 2 && parts[0].equals("fsrs")) {
      return service(method, parts[1], parts.length > 2 ? parts[2] : "", body);
    }
    return problem(404, "unknown-resource", "there is no " + path);
  }

  private static Reply problem(int status, String code, String detail) {
    return new Reply(
        status,
        Rpc.object()
            .put("type", "urn:sluice:problem:" + code)
            .put("title", code)
            .put("status", status)
            .put("detail", detail)
            .put("code", code));
  }

  private Reply group(String method, JsonNode body, HttpExchange exchange) {
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    String tag = "\"" + groupVersion + "\"";
    if (method.equals("GET")) {
      if (group.isNull()) {
        return problem(404, "unknown-resource", "there is no group depot");
      }
    } else if (!group.isNull() && match == null) {
      return problem(428, "precondition-required", "send If-Match");
    } else if (!group.isNull() && !tag.equals(match)) {
      return problem(412, "precondition-failed", "the group is another one");
    } else {
      group = body;
      tag = "\"" + ++groupVersion + "\"";
    }
    exchange.getResponseHeaders().set("ETag", tag);
    return new Reply(200, group);
  }

  private Reply service(String method, String id, String part, JsonNode body) {
    if (method.equals("PUT") && part.isEmpty()) {
      if (body.path("parameters").path("pMax").asDouble() < 0) {
        Reply wrong = problem(422, "schema-violation", "the document is wrong");
        ((ObjectNode) wrong.body)
            .putArray("violations")
            .addObject()
            .put("pointer", "/parameters/pMax")
            .put("rule", "must be at least 0");
        return wrong;
      }
      boolean fresh = services.put(id, body) == null;
      released = body.path("class").asText().equals("RELEASE");
      ObjectNode answer = Rpc.object().put("fsrId", id).put("state", "ACTIVE");
      answer
          .putObject("response")
          .put("outcome", "ACCEPTED")
          .putObject("committed")
          .put("value", limitW());
      return new Reply(fresh ? 201 : 200, answer);
    }
    if (!services.containsKey(id)) {
      return problem(404, "unknown-resource", "there is no FSR " + id);
    }
    switch (part) {
      case "setpoint" -> {
        if (method.equals("PUT")) {
          setpoints.put(id, body);
        }
        return new Reply(200, setpoints.getOrDefault(id, Rpc.object()));
      }
      case "actions" -> {
        services.remove(id);
        return new Reply(200, Rpc.object().put("state", "RELEASING"));
      }
      case "participations" -> {
        return new Reply(200, participations(id));
      }
      default -> {
        return new Reply(200, Rpc.object().put("fsrId", id).put("state", "ACTIVE"));
      }
    }
  }

  private double limitW() {
    double limit = WISH_W * STATIONS;
    for (Map.Entry<String, JsonNode> service : services.entrySet()) {
      JsonNode parameters = service.getValue().path("parameters");
      limit = Math.min(limit, parameters.path("pMax").asDouble(limit));
      JsonNode setpoint = setpoints.get(service.getKey());
      limit = setpoint == null ? limit : Math.min(limit, setpoint.path("value").asDouble());
    }
    return released ? WISH_W * STATIONS : limit;
  }

  private JsonNode stations() {
    ObjectNode answer = Rpc.object();
    ArrayNode list = answer.putArray("stations");
    for (int i = 1; i <= STATIONS; i++) {
      ObjectNode station =
          list.addObject()
              .put("stationId", "S" + i)
              .put("protocol", i % 2 == 0 ? "ocpp2.1" : "ocpp1.6")
              .put("connected", true)
              .put("controllable", true)
              .put("powerW", limitW() / STATIONS);
      station.putArray("evses").addObject().put("ratedW", 22_080);
    }
    return answer;
  }

  private JsonNode participations(String id) {
    ObjectNode answer = Rpc.object().put("fsrId", id);
    ArrayNode list = answer.putArray("participations");
    for (int i = 1; i <= STATIONS; i++) {
      ObjectNode part =
          list.addObject().put("station", "S" + i).put("state", released ? "DONE" : "DELIVERING");
      part.put("allocatedW", released ? 0 : (long) (limitW() / STATIONS));
      if (!released) {
        part.put("confirmedW", (long) (limitW() / STATIONS));
      }
    }
    return answer;
  }

  private static JsonNode notifications(String query) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      wanted.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    long after = Long.parseLong(wanted.getOrDefault("after", "0"));
    ObjectNode page = Rpc.object();
    ArrayNode list = page.putArray("notifications");
    for (long offset = after + 1; offset <= Math.min(5, after + 2); offset++) {
      list.addObject().put("offset", offset).put("type", "FSR_STATE");
    }
    return page.put("next", Math.max(after, Math.min(5, after + 2)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

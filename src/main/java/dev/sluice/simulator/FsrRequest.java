package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A flexibility service request (FSR) as the FO port wants it. Powers are in W at the group's
 * total, at least 0; positive is charging.
 *
 * @param serviceClass {@code ENVELOPE}, {@code SETPOINT} or {@code RELEASE}
 * @param target the document's member {@code target}
 * @param start of the window, whole seconds
 * @param end of the window, whole seconds
 * @param revision from 1; a changed request with the same id needs a greater one
 * @param parameters the document's member {@code parameters}; JSON null for a RELEASE
 */
public record FsrRequest(
    String serviceClass,
    JsonNode target,
    Instant start,
    Instant end,
    int revision,
    JsonNode parameters) {

  public FsrRequest {
    start = start.truncatedTo(ChronoUnit.SECONDS);
    end = end.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The members of a group. */
  public static JsonNode group(String id) {
    return Rpc.object().put("group", id);
  }

  /** These stations. */
  public static JsonNode stations(List<String> ids) {
    ObjectNode target = Rpc.object();
    ids.forEach(target.putArray("stations")::add);
    return target;
  }

  /** The target together takes at most {@code pMaxW}. */
  public static FsrRequest envelope(JsonNode target, long pMaxW, Instant start, Duration length) {
    return of("ENVELOPE", target, start, length, Rpc.object().put("pMax", pMaxW));
  }

  /** The target together takes {@code valueW}. */
  public static FsrRequest setpoint(JsonNode target, long valueW, Instant start, Duration length) {
    return of("SETPOINT", target, start, length, absolute().put("value", valueW));
  }

  /**
   * The target together takes what setpoints, sent one after the other, will say.
   *
   * @param expected between two setpoints
   * @param staleAfter without a new setpoint the last one counts no more
   */
  public static FsrRequest stream(
      JsonNode target, Duration expected, Duration staleAfter, Instant start, Duration length) {
    ObjectNode parameters = absolute();
    parameters
        .putObject("stream")
        .put("expectedPeriodMs", expected.toMillis())
        .put("staleAfterMs", staleAfter.toMillis());
    return of("SETPOINT", target, start, length, parameters);
  }

  /** Everything that this FO has running at the target ends. */
  public static FsrRequest release(JsonNode target, Instant start, Duration length) {
    return of("RELEASE", target, start, length, Rpc.JSON.nullNode());
  }

  private static FsrRequest of(
      String serviceClass, JsonNode target, Instant start, Duration length, JsonNode parameters) {
    return new FsrRequest(serviceClass, target, start, start.plus(length), 1, parameters);
  }

  private static ObjectNode absolute() {
    return Rpc.object().put("mode", "ABSOLUTE");
  }

  public FsrRequest withRevision(int next) {
    return new FsrRequest(serviceClass, target, start, end, next, parameters);
  }

  /** The document; stations that cannot take part may be left out of the service. */
  public JsonNode toJson() {
    ObjectNode document = Rpc.object().put("class", serviceClass);
    document.set("target", target);
    document.putObject("window").put("start", start.toString()).put("end", end.toString());
    document.put("partialAccepted", true).put("revision", revision);
    if (!parameters.isNull()) {
      document.set("parameters", parameters);
    }
    return document;
  }
}

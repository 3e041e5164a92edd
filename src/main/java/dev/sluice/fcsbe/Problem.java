package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import dev.sluice.flexibility.Refusal;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * An error as the FO reads it (RFC 9457).
 *
 * @param code which, with its HTTP status
 * @param detail what is wrong, where, and what instead; nothing of the gateway's inside
 * @param violations each thing that is wrong with the document; empty when it is about something
 *     else
 */
public record Problem(ProblemCode code, String detail, List<Violation> violations) {
  /** Media type of the document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int MAX_DETAIL = 1_000;

  public Problem {
    violations = List.copyOf(violations);
    detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
  }

  /** What an FO is told of a failure. Of one that is not its own doing, it learns only that. */
  public static Problem of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return known.problem();
      }
      if (cause instanceof Refusal refusal) {
        return ProblemCode.of(refusal.code())
            .map(code -> new Problem(code, String.valueOf(refusal.getMessage()), List.of()))
            .orElseGet(Problem::internal);
      }
      if (cause instanceof StoreUnavailable || cause instanceof RejectedExecutionException) {
        return new Problem(
            ProblemCode.TEMPORARILY_UNAVAILABLE,
            "The request was not taken; send it again later.",
            List.of());
      }
    }
    return internal();
  }

  private static Problem internal() {
    return new Problem(
        ProblemCode.INTERNAL,
        "The request was not completed; the operator finds the cause in the log.",
        List.of());
  }

  /** The document. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "urn:sluice:problem:" + code.code());
    json.put("title", code.title());
    json.put("status", code.status());
    json.put("detail", detail);
    json.put("code", code.code());
    if (!violations.isEmpty()) {
      ArrayNode list = json.putArray("violations");
      for (Violation violation : violations) {
        list.addObject().put("pointer", violation.pointer()).put("rule", violation.rule());
      }
    }
    return json;
  }
}

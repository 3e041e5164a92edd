package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the FO port refused, from its {@code application/problem+json} (RFC 9457).
 *
 * @param code the problem's code, for example {@code id-reused}; {@code http-<status>} when the
 *     answer carried no problem document
 * @param status HTTP status
 * @param title in a few words; empty when absent
 * @param detail for a person; empty when absent
 * @param violations what is wrong in the document that was sent
 */
public record FoProblem(
    String code, int status, String title, String detail, List<Violation> violations) {
  private static final String TYPE = "urn:sluice:problem:";

  /** One wrong place: a JSON pointer into the document that was sent, and what is wrong there. */
  public record Violation(String pointer, String message) {}

  public FoProblem {
    violations = List.copyOf(violations);
  }

  static FoProblem of(int status, JsonNode body) {
    String type = body.path("type").asText("");
    String code =
        body.path("code")
            .asText(type.startsWith(TYPE) ? type.substring(TYPE.length()) : "http-" + status);
    List<Violation> violations = new ArrayList<>();
    for (JsonNode violation : body.path("violations")) {
      violations.add(
          violation.isTextual()
              ? new Violation("", violation.asText())
              : new Violation(
                  violation.path("pointer").asText(""), violation.path("rule").asText("")));
    }
    return new FoProblem(
        code, status, body.path("title").asText(""), body.path("detail").asText(""), violations);
  }

  /** One line for a person. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder().append(status).append(' ').append(code);
    String text = detail.isEmpty() ? title : detail;
    if (!text.isEmpty()) {
      line.append(": ").append(text);
    }
    for (Violation violation : violations) {
      line.append("; ").append(violation.pointer()).append(' ').append(violation.message());
    }
    return line.toString();
  }
}

package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the FO port.
 *
 * @param request what was asked, for example {@code PUT /fo/v1/groups/depot}
 * @param status HTTP status
 * @param body JSON null when there was none
 * @param headers by name, as received
 */
public record FoAnswer(
    String request, int status, JsonNode body, Map<String, List<String>> headers) {
  public FoAnswer {
    headers = Map.copyOf(headers);
  }

  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Why it was refused; empty when it was not. */
  public Optional<FoProblem> problem() {
    return ok() ? Optional.empty() : Optional.of(FoProblem.of(status, body));
  }

  /**
   * The body of a success.
   *
   * @throws FoRefused for everything else
   */
  public JsonNode required() {
    Optional<FoProblem> problem = problem();
    if (problem.isPresent()) {
      throw new FoRefused(request, problem.get());
    }
    return body;
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }

  /** The entity tag, to be sent back as {@code If-Match}. */
  public Optional<String> etag() {
    return header("ETag");
  }
}

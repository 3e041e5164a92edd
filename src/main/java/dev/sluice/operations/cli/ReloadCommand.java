package dev.sluice.operations.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
    name = "reload",
    description = {
      "Has a running gateway read its routes and mappings again: all of them come in force, or",
      "nothing changes, what is wrong is said, and the exit code is 1."
    })
final class ReloadCommand extends ManagementCommand {
  /** A route that goes waits for its exchanges; with others in turn that takes a while. */
  private static final int WAIT_MS = 300_000;

  @Override
  ManagementCall question(String management) {
    return ManagementCall.to(management, "/admin/reload", WAIT_MS);
  }

  @Override
  ManagementCall.Answer ask(ManagementCall call) throws IOException {
    ManagementCall.Answer answer = call.post();
    JsonNode body = new ObjectMapper().readTree(answer.body());
    body.path("findings").forEach(finding -> print(finding.path("text").asText()));
    print(
        body.hasNonNull("outcome")
            ? body.path("outcome").asText().replace('_', ' ')
                + "; in force is "
                + body.path("version").asText()
            : "the gateway answered " + answer.status() + " " + answer.body());
    return answer;
  }
}

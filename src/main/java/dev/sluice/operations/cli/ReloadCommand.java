package dev.sluice.operations.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "reload",
    description = {
      "Has a running gateway read its routes and mappings again: all of them come in force, or",
      "nothing changes, what is wrong is said, and the exit code is 1."
    })
final class ReloadCommand implements Callable<Integer> {
  /** A route that goes waits for its exchanges; with others in turn that takes a while. */
  private static final int WAIT_MS = 300_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--management",
      description = "The gateway's sluice.management.listen; default: as in the environment.")
  private String management = ManagementCall.usual(System.getenv());

  @Override
  public Integer call() throws IOException {
    ManagementCall call = ManagementCall.to(management, "/admin/reload", WAIT_MS);
    try {
      ManagementCall.Answer answer = call.post();
      JsonNode body = new ObjectMapper().readTree(answer.body());
      body.path("findings").forEach(finding -> print(finding.path("text").asText()));
      print(
          body.hasNonNull("outcome")
              ? body.path("outcome").asText().replace('_', ' ')
                  + "; in force is "
                  + body.path("version").asText()
              : "the gateway answered " + answer.status() + " " + answer.body());
      return answer.status() == 200 ? 0 : 1;
    } catch (IOException e) {
      print("no answer from " + call.address() + ": " + e.getMessage());
      return 1;
    }
  }

  private void print(String text) {
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(text);
      out.flush();
    }
  }
}

package dev.sluice.operations.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plain Java, so that an image needs no curl for its health check. */
@Command(
    name = "health",
    description = "Asks a running gateway whether it serves stations: exit code 0 if it does.")
final class HealthCommand implements Callable<Integer> {
  private static final int WAIT_MS = 3_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--management",
      description = "The gateway's sluice.management.listen; default: as in the environment.")
  private String management = ManagementCall.usual(System.getenv());

  @Option(names = "--all", description = "Print everything, and fail when anything is wrong.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    ManagementCall call =
        ManagementCall.to(management, "/health" + (all ? "" : "/readiness"), WAIT_MS);
    try {
      ManagementCall.Answer answer = call.get();
      print(answer.body());
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

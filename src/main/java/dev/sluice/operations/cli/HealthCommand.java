package dev.sluice.operations.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plain Java, so that an image needs no curl for its health check. */
@Command(
    name = "health",
    description = "Asks a running gateway whether it serves stations: exit code 0 if it does.")
final class HealthCommand extends ManagementCommand {
  private static final int WAIT_MS = 3_000;

  @Option(names = "--all", description = "Print everything, and fail when anything is wrong.")
  private boolean all;

  @Override
  ManagementCall question(String management) {
    return ManagementCall.to(management, "/health" + (all ? "" : "/readiness"), WAIT_MS);
  }

  @Override
  ManagementCall.Answer ask(ManagementCall call) throws IOException {
    ManagementCall.Answer answer = call.get();
    print(answer.body());
    return answer;
  }
}

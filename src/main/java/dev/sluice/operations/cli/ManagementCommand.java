package dev.sluice.operations.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a running gateway; the exit code is 0 when it answered 200. */
abstract class ManagementCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--management",
      description = "The gateway's sluice.management.listen; default: as in the environment.")
  private String management = ManagementCall.usual(System.getenv());

  /** What is asked of the gateway that listens there. */
  abstract ManagementCall question(String management);

  /** Asks, and prints what was answered. */
  abstract ManagementCall.Answer ask(ManagementCall call) throws IOException;

  @Override
  public final Integer call() {
    ManagementCall call = question(management);
    try {
      return ask(call).status() == 200 ? 0 : 1;
    } catch (IOException e) {
      print("no answer from " + call.address() + ": " + e.getMessage());
      return 1;
    }
  }

  final void print(String text) {
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(text);
      out.flush();
    }
  }
}

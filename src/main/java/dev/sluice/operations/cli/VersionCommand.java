package dev.sluice.operations.cli;

import dev.sluice.operations.Version;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    String line = "Sluice " + Version.current() + ", Java " + Runtime.version().feature();
    if (spec != null) {
      spec.commandLine().getOut().println(line);
    }
    return 0;
  }
}

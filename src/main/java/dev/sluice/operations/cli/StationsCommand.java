package dev.sluice.operations.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "stations",
    description = "What belongs in the stations file (docs/stations.md).",
    subcommands = StationPasswordCommand.class)
final class StationsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Say what: sluice stations password");
    }
    return 2;
  }
}

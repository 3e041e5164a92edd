package dev.sluice.operations.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "mappings",
    description = "Checks and tries mapping tables (docs/mappings.md), without starting.",
    subcommands = {MappingsCheckCommand.class, MappingsTryCommand.class})
final class MappingsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "Say what: sluice mappings check, or sluice mappings try");
    }
    return 2;
  }
}

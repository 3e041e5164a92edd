package dev.sluice.operations.cli;

import dev.sluice.operations.demo.Simulate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

@Command(
    name = "sluice",
    description = {
      "The flexibility port of IEC 63382 for a charging station management system in service.",
      "Without a command: serve."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = false,
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      Simulate.class,
      CheckCommand.class,
      ReloadCommand.class,
      MappingsCommand.class,
      StationsCommand.class,
      HealthCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
final class RootCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options = new GatewayOptions();

  @Override
  public Integer call() {
    return ServeCommand.serve(options);
  }
}

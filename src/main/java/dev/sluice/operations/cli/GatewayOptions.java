package dev.sluice.operations.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command takes that starts a gateway: properties as {@code --sluice.name=value}. */
final class GatewayOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--debug", description = "Log more, and print stack traces when it cannot start.")
  private boolean debug;

  @Parameters(
      arity = "0..*",
      paramLabel = "--sluice.<name>=<value>",
      description = "Properties, see docs/reference/configuration.md.")
  private List<String> rest = new ArrayList<>();

  boolean debug() {
    return debug;
  }

  /**
   * The properties given.
   *
   * @throws ParameterException when something else was given
   */
  List<String> properties() {
    for (String argument : rest) {
      if (!argument.matches("--(sluice|logging|server|spring|management|camel)\\.[^=]+=.*")) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        throw new ParameterException(
            line,
            "\"" + argument + "\" is neither a command nor a property like --sluice.inject=on");
      }
    }
    List<String> properties = new ArrayList<>(rest);
    if (debug) {
      properties.add("--logging.level.dev.sluice=DEBUG");
    }
    return properties;
  }
}

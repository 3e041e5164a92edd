package dev.sluice.operations.cli;

import dev.sluice.operations.gateway.GatewayApplication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Serves stations and flexibility operators until SIGTERM; then drains.",
    footer = "Properties: docs/reference/configuration.md, for example --sluice.inject=on")
final class ServeCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options = new GatewayOptions();

  @Option(
      names = "--exit-when-ready",
      description = "End as soon as it serves: to try a configuration, or to record a class cache.")
  private boolean exitWhenReady;

  @Override
  public Integer call() {
    if (!exitWhenReady) {
      return serve(options);
    }
    GatewayApplication.start(options.properties()).close();
    return 0;
  }

  static int serve(GatewayOptions options) {
    GatewayApplication.start(options.properties());
    return CommandLineOfSluice.RUNNING;
  }
}

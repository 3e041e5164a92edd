package dev.sluice.operations.cli;

import dev.sluice.operations.gateway.GatewayApplication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description = "Serves stations and flexibility operators until SIGTERM; then drains.",
    footer = "Properties: docs/reference/configuration.md, for example --sluice.inject=on")
final class ServeCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options = new GatewayOptions();

  @Override
  public Integer call() {
    return serve(options);
  }

  static int serve(GatewayOptions options) {
    GatewayApplication.start(options.properties());
    return CommandLineOfSluice.RUNNING;
  }
}

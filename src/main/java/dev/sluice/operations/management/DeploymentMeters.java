package dev.sluice.operations.management;

import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.Reload.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** Figures of route files and mapping tables coming in force. */
public final class DeploymentMeters implements MeterBinder {
  private final Deployer deployer;

  public DeploymentMeters(Deployer deployer) {
    this.deployer = deployer;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter.builder(
              "sluice.deployment.reloads", deployer, from -> from.log().count(outcome))
          .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .description("attempts to put routes and mappings in force, by their end")
          .register(registry);
    }
    Gauge.builder("sluice.deployment.refused", deployer, from -> from.log().refused() ? 1 : 0)
        .description("1 while the files written last are not those in force")
        .register(registry);
    Gauge.builder("sluice.deployment.findings", deployer, DeploymentMeters::findings)
        .description("findings in the files in force, and in those refused last")
        .register(registry);
  }

  private static double findings(Deployer deployer) {
    var last = deployer.log().last();
    return deployer.inForce().findings().size()
        + (deployer.log().refused() && last != null ? last.findings().size() : 0);
  }
}

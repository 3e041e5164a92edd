package dev.sluice.operations.management;

import dev.sluice.operations.check.Finding;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.Reload;
import dev.sluice.operations.deploy.ReloadLog;
import java.util.Locale;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the files that the integrator has written last are those in force. */
public final class DeploymentHealth implements HealthIndicator {
  private final Deployer deployer;

  public DeploymentHealth(Deployer deployer) {
    this.deployer = deployer;
  }

  @Override
  public Health health() {
    ReloadLog log = deployer.log();
    Health.Builder health = log.refused() ? Health.down() : Health.up();
    health.withDetail("version", deployer.inForce().version());
    Reload last = log.last();
    if (last != null) {
      health
          .withDetail("last", last.outcome().name().toLowerCase(Locale.ROOT))
          .withDetail("at", last.at().toString());
      if (log.refused()) {
        health.withDetail("what", last.findings().stream().map(Finding::toString).toList());
      }
    }
    return health.build();
  }
}

package dev.sluice.operations.management;

import dev.sluice.operations.gateway.EngineClock;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether time passes for the core. */
public final class EngineHealth implements HealthIndicator {
  private final EngineClock clock;

  public EngineHealth(EngineClock clock) {
    this.clock = clock;
  }

  @Override
  public Health health() {
    String trouble = clock.trouble();
    return trouble.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("what", trouble).build();
  }
}

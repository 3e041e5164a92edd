package dev.sluice.operations.management;

import dev.sluice.operations.check.Finding;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether all files of a folder that the integrator edits are in use. */
public final class FindingsHealth implements HealthIndicator {
  private final Supplier<Map<String, String>> states;
  private final Supplier<List<Finding>> findings;

  /**
   * @param states what became of each file, in words
   * @param findings what is wrong
   */
  public FindingsHealth(Supplier<Map<String, String>> states, Supplier<List<Finding>> findings) {
    this.states = states;
    this.findings = findings;
  }

  @Override
  public Health health() {
    List<String> wrong = findings.get().stream().map(Finding::toString).toList();
    Health.Builder health = wrong.isEmpty() ? Health.up() : Health.down().withDetail("what", wrong);
    return health.withDetail("files", states.get()).build();
  }
}

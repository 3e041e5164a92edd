package dev.sluice.operations.management;

import dev.sluice.mapping.Degradation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BiConsumer;

/**
 * Counts what mappings could not carry over as it was, by table, element and rule: all three stand
 * in the tables, so that no message can make new series.
 */
public final class MappingMeters implements BiConsumer<String, Degradation> {
  private final MeterRegistry registry;

  public MappingMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(String table, Degradation degradation) {
    Counter.builder("sluice.mapping.degradations")
        .description("values that a mapping could not carry over as they were")
        .tag("table", table)
        .tag("element", degradation.element())
        .tag("rule", degradation.rule())
        .register(registry)
        .increment();
  }
}

package dev.sluice.operations.management;

import dev.sluice.ocpp.camel.CopyCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Figures of the copies of frames that routes are given. */
public final class CopyMeters implements MeterBinder {
  private final CopyCounters copies;

  public CopyMeters(CopyCounters copies) {
    this.copies = copies;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("sluice.copies.delivered", copies, CopyCounters::delivered)
        .description("copies of frames handed to routes")
        .register(registry);
    FunctionCounter.builder("sluice.copies.lost", copies, CopyCounters::gaps)
        .description("copies of frames dropped because a route did not keep up; relaying went on")
        .register(registry);
    FunctionCounter.builder("sluice.copies.unreadable", copies, CopyCounters::unreadable)
        .description("copies of frames skipped because they are not OCPP-J")
        .register(registry);
  }
}

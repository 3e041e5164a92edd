package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Conversations in which the network fails on one leg. A failure names its seed; {@code
 * -Dsluice.fault.seed=N} talks that one alone.
 */
@ExtendWith(NoLeaks.class)
class FaultTest {
  @Test
  void whateverFailsOnOneLegEveryCallEndsOnceAndNoLinkIsStuck() throws Exception {
    Long seed = Long.getLong("sluice.fault.seed");
    if (seed == null) {
      talk(1, 150);
    } else {
      talk(seed, 1);
    }
  }

  @Test
  @Tag("long")
  void tenThousandTimesEveryCallEndsOnceAndNoLinkIsStuck() throws Exception {
    talk(1_000, 10_000);
  }

  private static void talk(long first, int count) throws Exception {
    try (FaultRun run = new FaultRun()) {
      long begin = System.nanoTime();
      run.talk(first, count, 64);
      System.out.printf(
          "Faults: %d conversations in %.1f s: %s; %s%n",
          count,
          (System.nanoTime() - begin) / 1e9,
          run.figures(),
          run.gateway.links.counters().snapshot());
      assertThat(run.failures).isEmpty();
      assertThat(run.struck.get()).as("faults").isGreaterThanOrEqualTo(count / 2);
      run.verifyCounters();
    }
  }
}

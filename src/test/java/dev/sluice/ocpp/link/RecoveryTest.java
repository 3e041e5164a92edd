package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.simulator.BackOff;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CSMS is killed and comes back: all stations return, without a stampede (ocpp.md 4.5). */
@ExtendWith(NoLeaks.class)
class RecoveryTest {
  @Test
  void fiftyStationsComeBackToTheirCsmsAtTheAllowedPaceAndInOrder() throws Exception {
    recover(
        50,
        new DialLimits(20, 16, 5),
        new BackOff(Duration.ofMillis(200), Duration.ofMillis(400), 2),
        Duration.ofSeconds(1));
  }

  @Test
  @Tag("long")
  void twoThousandStationsComeBackToTheirCsmsAtTheAllowedPaceAndInOrder() throws Exception {
    recover(
        2_000,
        DialLimits.DEFAULT,
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(2), 4),
        Duration.ofSeconds(8));
  }

  private static void recover(int stations, DialLimits limits, BackOff backOff, Duration away)
      throws Exception {
    try (RecoveryRun run = new RecoveryRun(stations, limits, backOff)) {
      run.begin();
      long dialled = run.count(Count.DIALS);
      run.refusals.set(0);
      run.killCsmsFor(away);
      assertThat(run.gateway.links.csms())
          .singleElement()
          .matches(csms -> !csms.reachable(), "known to be away");
      long inVain = run.count(Count.DIALS) - dialled;
      int refused = run.refusals.get();
      double seconds = run.recovered(Duration.ofMinutes(3));
      System.out.printf(
          "Recovery: %d stations; away %s: %d dials in vain, %d refusals; back within %.1f s of the"
              + " CSMS, %d refusals more, at most %d connections to it in a second (%d allowed),"
              + " boots at most %d places late; %s%n",
          stations,
          away,
          inVain,
          refused,
          seconds,
          run.refusals.get() - refused,
          run.peak(),
          limits.perSecond(),
          run.disorder(),
          run.gateway.links.counters().snapshot());
      assertThat(run.gateway.links.csms()).singleElement().matches(CsmsState::reachable, "back");
      assertThat(refused).as("stations that came in vain").isPositive();
      assertThat(inVain).as("dials in vain").isBetween(5L, 25L + stations / 10);
      assertThat(run.refusalsWithoutTime.get()).as("refusals that do not say when").isZero();
      assertThat(run.boots).containsExactlyInAnyOrderElementsOf(run.letIn);
      // The pace is kept by the gateway; at the CSMS some may bunch when the machine is busy.
      assertThat(run.peak()).isLessThanOrEqualTo(limits.perSecond() * 3 / 2);
      assertThat(run.disorder()).isLessThanOrEqualTo(limits.perSecond() / 2);
    }
  }
}

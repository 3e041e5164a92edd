package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.CallFailure.Reason;
import dev.sluice.ocpp.link.LinkCounters.Count;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lane under load; each run prints its figures. */
@ExtendWith(NoLeaks.class)
class LaneAcceptanceTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void aFewStationsForSomeSecondsNeverTwoOpenCallsAndNothingLost() throws Exception {
    // The same share of time that calls take, at five times the pace.
    mixed(15, 600, 1.0, Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  @Test
  @Tag("long")
  void aHundredStationsForThreeMinutesNeverTwoOpenCallsAndNothingLost() throws Exception {
    mixed(100, 3000, 0.2, Duration.ofSeconds(5), Duration.ofMinutes(3));
  }

  private static void mixed(
      int stations, int slowest, double csmsRate, Duration setpoints, Duration length)
      throws Exception {
    try (LaneRun run = new LaneRun(LinkSettings.defaults(), stations, slowest)) {
      run.callsOfTheCsms(csmsRate);
      run.setpoints(setpoints, "flexibility", setpoints);
      long end = System.nanoTime() + length.toNanos();
      await().atMost(length.plusSeconds(30)).until(() -> System.nanoTime() - end >= 0);
      run.finish(Duration.ofSeconds(60));
      System.out.println("Lane: " + run.figures());
      assertThat(run.overlaps()).as("two open calls at a station").isZero();
      assertThat(run.misrouted.get()).as("answers for somebody else").isZero();
      assertThat(run.csmsAnswers.get()).as("CSMS calls answered").isEqualTo(run.csmsCalls.get());
      int stale = run.failed(Reason.EXPIRED) + run.failed(Reason.SUPERSEDED);
      assertThat(run.ownAnswers.get() + stale)
          .as("setpoints answered or stale")
          .isEqualTo(run.ownCalls.get());
      LinkCounters counters = run.gateway.links.counters();
      assertThat(counters.get(Count.INJECTED_STALE) + counters.get(Count.INJECTED_SUPERSEDED))
          .isEqualTo(stale);
      assertThat(run.ownAnswers.get()).isGreaterThan(run.ownCalls.get() / 2);
    }
  }

  @Test
  void aShortOverloadEndsInCleanRefusalsAndNoCsmsCallIsLost() throws Exception {
    overload(5, 100, 200);
  }

  @Test
  @Tag("long")
  void aLongOverloadEndsInCleanRefusalsAndBoundedMemory() throws Exception {
    overload(50, 1_000, 20_000);
  }

  private static void overload(int stations, int csmsCalls, int setpoints) throws Exception {
    LinkSettings tight = LinkSettings.defaults().withLane(Duration.ofSeconds(60), csmsCalls, 8);
    try (LaneRun run = new LaneRun(tight, stations, 1_000)) {
      long before = heap();
      for (int i = 0; i < csmsCalls; i++) {
        for (int s = 0; s < stations; s++) {
          run.callFromCsms("S" + s);
        }
      }
      for (int i = 0; i < setpoints; i++) {
        for (int s = 0; s < stations; s++) {
          run.setpoint("S" + s, null, Duration.ofSeconds(10));
        }
      }
      int asked = stations * setpoints;
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> run.failed(Reason.QUEUE_FULL) > asked * 9 / 10);
      long during = heap();
      run.stations.forEach(station -> station.slowest = 0);
      run.finish(Duration.ofSeconds(120));
      long after = heap();
      System.out.printf(
          "Overload: %s; heap MiB before %d, while queues are full %d, after %d%n",
          run.figures(), before / MEBIBYTE, during / MEBIBYTE, after / MEBIBYTE);
      assertThat(run.overlaps()).isZero();
      assertThat(run.misrouted.get()).isZero();
      assertThat(run.csmsAnswers.get()).isEqualTo(stations * csmsCalls);
      assertThat(run.ownAnswers.get() + run.failed(Reason.EXPIRED) + run.failed(Reason.QUEUE_FULL))
          .as("every setpoint was answered, or refused with one of two reasons")
          .isEqualTo(asked);
      assertThat(run.gateway.links.counters().get(Count.INJECTED_OVERFLOWS))
          .isEqualTo(run.failed(Reason.QUEUE_FULL));
      assertThat(run.gateway.links.connected()).isEqualTo(stations);
      assertThat(after - before).as("memory kept").isLessThan(64 * MEBIBYTE);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

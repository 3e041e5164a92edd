package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsmsBreakerTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final CsmsBreaker breaker = new CsmsBreaker(3, new Random(1));
  private long now = Long.MAX_VALUE - 1_000 * MILLI; // the clock may overflow

  private void lose() {
    assertThat(breaker.failed(false, now)).isFalse();
    assertThat(breaker.failed(false, now)).isFalse();
    assertThat(breaker.failed(false, now)).as("told once").isTrue();
    assertThat(breaker.failed(false, now)).isFalse();
  }

  @Test
  void onlyFailuresInARowOpenIt() {
    for (int i = 0; i < 10; i++) {
      breaker.failed(false, now);
      breaker.failed(false, now);
      breaker.answered();
    }
    assertThat(breaker.open()).isFalse();
    assertThat(breaker.takeProbe(now)).as("nothing to find out").isFalse();
    lose();
    assertThat(breaker.open()).isTrue();
  }

  @Test
  void oneAtATimeFindsOutAfterWaitsThatGrowToABound() {
    lose();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long since = now;
      while (!breaker.takeProbe(now)) {
        now += 10 * MILLI;
      }
      waits.add((now - since) / MILLI);
      assertThat(breaker.takeProbe(now + 3_600_000 * MILLI)).as("a second one").isFalse();
      assertThat(breaker.failed(true, now)).isFalse();
    }
    for (int i = 0; i < waits.size(); i++) {
      long longest = Math.min(500L << i, 30_000);
      assertThat(waits.get(i)).as("wait " + i).isBetween(longest / 2, longest + 10);
    }
    assertThat(waits.stream().skip(6).distinct().count()).as("random").isGreaterThan(3);
  }

  @Test
  void oneSuccessClosesIt() {
    lose();
    breaker.answered();
    assertThat(breaker.open()).isFalse();
    assertThat(breaker.failures()).isZero();
  }

  @Test
  void whenTheOneThatFindsOutLeavesTheNextMayAtOnce() {
    lose();
    now += 500 * MILLI;
    assertThat(breaker.takeProbe(now)).isTrue();
    breaker.unknown();
    assertThat(breaker.takeProbe(now)).isTrue();
  }
}

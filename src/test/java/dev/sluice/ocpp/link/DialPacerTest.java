package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialPacerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long BEGIN = Long.MAX_VALUE - SECOND; // the clock may overflow

  @Test
  void turnsComeInTheOrderOfArrivalAndNoFasterThanAllowed() {
    DialPacer<Integer> pacer = new DialPacer<>(10, 1_000, Duration.ofSeconds(60));
    for (int i = 0; i < 25; i++) {
      assertThat(pacer.offer(i, BEGIN)).isTrue();
    }
    List<Integer> order = new ArrayList<>();
    List<Integer> eachSecond = new ArrayList<>();
    long now = BEGIN;
    while (pacer.waiting() > 0) {
      int before = order.size();
      for (long end = now + SECOND; end - now > 0; now += SECOND / 100) {
        for (Integer next = pacer.next(now); next != null; next = pacer.next(now)) {
          order.add(next);
        }
      }
      eachSecond.add(order.size() - before);
    }
    assertThat(order).hasSize(25).isSorted();
    assertThat(eachSecond).containsExactly(10, 10, 5);
  }

  @Test
  void aTimerThatRingsLateIsMadeUpForOnlyShortly() {
    DialPacer<Integer> pacer = new DialPacer<>(100, 1_000, Duration.ofSeconds(60));
    for (int i = 0; i < 500; i++) {
      pacer.offer(i, BEGIN);
    }
    assertThat(pacer.next(BEGIN)).isEqualTo(0);
    int atOnce = 0;
    while (pacer.next(BEGIN + 2 * SECOND) != null) {
      atOnce++;
    }
    assertThat(atOnce).isBetween(1, 6);
  }

  @Test
  void noMoreAreOpenThanAllowed() {
    DialPacer<Integer> pacer = new DialPacer<>(1_000, 2, Duration.ofSeconds(60));
    for (int i = 0; i < 4; i++) {
      pacer.offer(i, BEGIN);
    }
    assertThat(pacer.next(BEGIN)).isEqualTo(0);
    assertThat(pacer.next(BEGIN + SECOND)).isEqualTo(1);
    assertThat(pacer.next(BEGIN + 2 * SECOND)).isNull();
    assertThat(pacer.nextIn(BEGIN + 2 * SECOND))
        .as("until the oldest is overdue")
        .isEqualTo(58 * SECOND);
    pacer.ended();
    assertThat(pacer.next(BEGIN + 2 * SECOND)).isEqualTo(2);
    assertThat(pacer.open()).isEqualTo(2);
  }

  @Test
  void moreThanGetTheirTurnInTimeAreNotLetIn() {
    DialPacer<Integer> pacer = new DialPacer<>(10, 1_000, Duration.ofSeconds(2));
    int let = 0;
    while (pacer.offer(let, BEGIN)) {
      let++;
    }
    assertThat(let).isEqualTo(20);
    assertThat(pacer.backlog()).isEqualTo(Duration.ofSeconds(2));
    assertThat(pacer.overdue(BEGIN + 2 * SECOND - 1)).isEmpty();
    assertThat(pacer.overdue(BEGIN + 2 * SECOND)).hasSize(20).isSorted();
    assertThat(pacer.nextIn(BEGIN)).isNegative();
  }

  @Test
  void whoLeavesOrIsDismissedDoesNotWait() {
    DialPacer<Integer> pacer = new DialPacer<>(10, 1_000, Duration.ofSeconds(2));
    for (int i = 0; i < 4; i++) {
      pacer.offer(i, BEGIN);
    }
    assertThat(pacer.left(0)).isTrue();
    assertThat(pacer.left(0)).isFalse();
    assertThat(pacer.next(BEGIN)).isEqualTo(1);
    assertThat(pacer.dismissed()).containsExactly(2, 3);
    assertThat(pacer.waiting()).isZero();
  }
}

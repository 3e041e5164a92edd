package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdentityQueueTest {
  private final IdentityQueue queue = new IdentityQueue();
  private final List<String> told = new ArrayList<>();

  private record Named(
      String name, CredentialMark mark, boolean trusted, Origin origin, List<String> told)
      implements IdentityQueue.Claimant {
    @Override
    public void turn() {
      told.add(name + " turn");
    }

    @Override
    public void displaced() {
      told.add(name + " displaced");
    }
  }

  private static CredentialMark mark(String authorization) {
    return CredentialMark.of(new DefaultHttpHeaders().add("Authorization", authorization), null);
  }

  private Named claimant(String name, CredentialMark mark, boolean trusted, int address) {
    return new Named(name, mark, trusted, new Origin(address, false), told);
  }

  @Test
  void strangersTakeTurnsInTheOrderInWhichTheyCame() {
    Named first = claimant("first", CredentialMark.NONE, false, 1);
    Named second = claimant("second", mark("b"), false, 2);
    Named third = claimant("third", mark("c"), false, 3);
    queue.enter("CP1", first);
    queue.enter("CP1", second);
    queue.enter("CP1", third);
    queue.leave("CP1", second);
    queue.leave("CP1", first);
    assertThat(told).containsExactly("first turn", "third turn");
  }

  @Test
  void theSameStationComingAgainTakesThePlaceOfItsOlderHandshake() {
    queue.enter("CP1", claimant("old", mark("a"), false, 1));
    queue.enter("CP1", claimant("new", mark("a"), false, 2));
    assertThat(told).containsExactly("old turn", "old displaced", "new turn");
  }

  @Test
  void nobodyTakesThePlaceOfOneThatIsBecomingTheLink() {
    Named old = claimant("old", mark("a"), false, 1);
    Named newest = claimant("new", mark("a"), false, 2);
    queue.enter("CP1", old);
    assertThat(queue.settle("CP1", old)).isTrue();
    queue.enter("CP1", newest);
    assertThat(queue.settle("CP1", newest)).isFalse();
    assertThat(told).containsExactly("old turn");
    queue.leave("CP1", old);
    assertThat(told).containsExactly("old turn", "new turn");
    assertThat(queue.settle("CP1", newest)).isTrue();
  }

  @Test
  void oneWhosePlaceWasTakenDoesNotBecomeTheLink() {
    Named old = claimant("old", mark("a"), false, 1);
    queue.enter("CP1", old);
    queue.enter("CP1", claimant("new", mark("a"), false, 2));
    assertThat(queue.settle("CP1", old)).isFalse();
  }

  @Test
  void withoutCredentialsNobodyIsTheSameStation() {
    queue.enter("CP1", claimant("old", CredentialMark.NONE, false, 1));
    queue.enter("CP1", claimant("new", CredentialMark.NONE, false, 2));
    assertThat(told).containsExactly("old turn");
  }

  @Test
  void knownCredentialsGoBeforeAStrangersAndAStrangerNeverBeforeThem() {
    queue.enter("CP1", claimant("stranger", mark("x"), false, 1));
    Named station = claimant("station", mark("a"), true, 2);
    queue.enter("CP1", station);
    queue.enter("CP1", claimant("another", mark("y"), false, 3));
    assertThat(told).containsExactly("stranger turn", "stranger displaced", "station turn");
  }

  @Test
  void onlySoManyWaitAndOfOneAddressOnlyTheNewest() {
    queue.enter("CP1", claimant("first", mark("a"), false, 0));
    for (int i = 0; i < IdentityQueue.MOST_WAITING; i++) {
      assertThat(queue.enter("CP1", claimant("w" + i, mark("w" + i), false, i))).isTrue();
    }
    assertThat(queue.enter("CP1", claimant("more", mark("z"), false, 99))).isFalse();
    assertThat(queue.enter("CP1", claimant("again", mark("z"), false, 1))).isTrue();
    assertThat(told).containsExactly("first turn", "w1 displaced");
  }

  @Test
  void theEndOfTheLinkIsToldToTheOneWhoseTurnItIs() {
    Named first = claimant("first", mark("a"), false, 1);
    queue.enter("CP1", first);
    queue.linkEnded("CP1");
    queue.linkEnded("CP2");
    queue.leave("CP1", first);
    queue.linkEnded("CP1");
    assertThat(told).containsExactly("first turn", "first turn");
  }

  @Test
  void whoeverLeavesHelpsTheNextHoweverManyThreadsThereAre() throws Exception {
    int claimants = 2_000;
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(claimants);
    ExecutorService loops = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < claimants; i++) {
        IdentityQueue.Claimant claimant = turning(i, loops, holding, overlaps, over);
        loops.execute(
            () -> {
              if (!queue.enter("CP1", claimant)) {
                over.countDown();
              }
            });
      }
      assertThat(over.await(60, TimeUnit.SECONDS))
          .as("all had their turn or were refused")
          .isTrue();
      assertThat(overlaps).hasValue(0);
    } finally {
      loops.shutdownNow();
    }
  }

  private IdentityQueue.Claimant turning(
      int number,
      ExecutorService loops,
      AtomicInteger holding,
      AtomicInteger overlaps,
      CountDownLatch over) {
    return new IdentityQueue.Claimant() {
      @Override
      public CredentialMark mark() {
        return CredentialMark.NONE;
      }

      @Override
      public boolean trusted() {
        return false;
      }

      @Override
      public Origin origin() {
        return new Origin(number, false);
      }

      @Override
      public void turn() {
        if (holding.incrementAndGet() > 1) {
          overlaps.incrementAndGet();
        }
        loops.execute(
            () -> {
              holding.decrementAndGet();
              over.countDown();
              queue.leave("CP1", this);
            });
      }

      @Override
      public void displaced() {}
    };
  }
}

package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stations at work while strangers do what they can; each run prints its figures. */
class TakeoverAndFloodTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private record Size(
      int stations, int duplicates, int halfOpen, int drips, int giants, int bombs) {}

  /** In MiB; of everything in this process, the strangers included. */
  private record Memory(long heap, long direct) {
    static Memory now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      Runtime runtime = Runtime.getRuntime();
      return new Memory(
          (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE,
          PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / MEBIBYTE);
    }
  }

  @Test
  void aFewStationsAreUndisturbedByAFewStrangers() throws Exception {
    LinkSettings settings =
        LinkSettings.defaults()
            .withHandshake(Duration.ofSeconds(4))
            .withIdentity(
                IdentitySettings.defaults()
                    .withAdmission(
                        new AdmissionSettings(
                            8_000, 200, 20_000, 1_000, 5_000, 5, 100, List.of())));
    run(settings, new Size(20, 60, 500, 20, 10, 20), Duration.ofSeconds(1));
  }

  @Test
  @Tag("long")
  void twoHundredStationsAreUndisturbedByThousandsOfStrangers() throws Exception {
    run(LinkSettings.defaults(), new Size(200, 500, 5_000, 200, 50, 200), Duration.ofSeconds(10));
  }

  private static void run(LinkSettings settings, Size size, Duration quiet) throws Exception {
    try (AnsweringCsms csms = new AnsweringCsms();
        Gateway gateway = new Gateway(settings.withCsmsUrl(csms.url()), new MemoryStates());
        CallingStations stations = new CallingStations(gateway.port(), 300)) {
      for (int i = 0; i < size.stations(); i++) {
        stations.connect("S" + i);
      }
      await().atMost(PATIENCE).until(() -> stations.connected.get() == size.stations());
      working(stations, quiet);
      Memory before = Memory.now();
      stations.times();
      working(stations, quiet);
      String timesBefore = stations.times();
      Memory during;
      String timesFlood;
      String timesDuring;
      String outcomes;
      try (Attack attack = new Attack(gateway.port())) {
        attack.drip(size.drips());
        attack.halfOpen(size.halfOpen());
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    attack.count("half-open, fifty at a time", "connected")
                        == size.halfOpen() / 50);
        timesFlood = stations.times();
        during = Memory.now();
        stations.times(); // those during the collections say nothing
        attack.giants(size.giants());
        attack.duplicates(size.duplicates(), size.stations());
        attack.headerBombs(size.bombs());
        for (int i = 0; i < 5; i++) {
          stations.connect("LATE" + i);
        }
        await().atMost(PATIENCE).until(attack::over);
        working(stations, quiet);
        timesDuring = stations.times();
        await().atMost(PATIENCE).until(() -> gateway.links.handshakes() == 0);
        outcomes = attack.outcomes().toString();
        assertThat(attack.count("one byte a second", "cut")).isEqualTo(size.drips());
        assertThat(attack.count("100 MB frame", "close 1009")).isEqualTo(size.giants());
        assertThat(attack.count("header bomb", "431")).isEqualTo(size.bombs());
        // 503: one that waited gave way to the next from the same address.
        assertThat(
                attack.count("duplicate", "401")
                    + attack.count("duplicate", "429")
                    + attack.count("duplicate", "503"))
            .as(outcomes)
            .isEqualTo(size.duplicates());
      }
      stations.stopCalling();
      await().atMost(PATIENCE).until(() -> stations.answers.get() == stations.calls.get());
      await().until(() -> gateway.links.connected() == size.stations() + 5);
      Memory after = Memory.now();
      System.out.printf(
          "Takeover and flood: %s%n  before: %s, %s%n  while they connect: %s, then %s%n"
              + "  during the rest: %s%n  after: %s%n  strangers: %s%n  gateway: %s%n",
          size,
          timesBefore,
          before,
          timesFlood,
          during,
          timesDuring,
          after,
          outcomes,
          counts(gateway));
      assertThat(stations.lost).hasValue(0);
      assertThat(stations.connected).hasValue(size.stations() + 5);
      assertThat(csms.refused).as("the CSMS hears of no stranger").hasValue(0);
      assertThat(csms.sessions).hasSize(size.stations() + 5 + size.giants());
      assertThat(csms.sessions.values()).extracting(AtomicInteger::get).containsOnly(1);
      assertThat(during.heap() - before.heap()).as("MiB of heap").isLessThan(128);
      assertThat(during.direct() - before.direct()).as("MiB of direct memory").isLessThan(64);
      assertThat(after.heap() - before.heap()).as("MiB of heap left").isLessThan(32);
    }
  }

  private static void working(CallingStations stations, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await().atMost(PATIENCE).until(() -> System.nanoTime() - end >= 0);
    int answers = stations.answers.get();
    await().atMost(PATIENCE).until(() -> stations.answers.get() > answers);
  }

  private static String counts(Gateway gateway) {
    StringBuilder text = new StringBuilder();
    for (Count count : Count.values()) {
      long value = gateway.links.counters().get(count);
      if (value > 0) {
        text.append(count).append(' ').append(value).append(", ");
      }
    }
    return text.toString();
  }
}

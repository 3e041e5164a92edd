package dev.sluice.simulator;

import java.time.Duration;
import java.util.Random;

/**
 * The wait before a station dials again: {@code minimum}, doubled at every further attempt up to
 * {@code doublings} times, each with a new random part.
 *
 * @param minimum the first wait
 * @param randomRange the greatest random part
 * @param doublings how often the wait is doubled at most
 */
public record BackOff(Duration minimum, Duration randomRange, int doublings) {
  public static final BackOff DEFAULT =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 5);

  /** The wait before attempt {@code attempt}, counted from 0 since the last good connection. */
  public Duration before(int attempt, Random random) {
    long base = minimum.toMillis() << Math.min(Math.max(attempt, 0), doublings);
    return Duration.ofMillis(base + (long) (random.nextDouble() * randomRange.toMillis()));
  }
}

package dev.sluice.bench.relay;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls fall due by a Poisson process, whatever becomes of those before. A round trip counts from
 * the moment that the call was due, so that what holds up the generator is not left out.
 */
final class OpenLoop implements Load {
  private final double perNano;
  private final SplittableRandom random = new SplittableRandom(63382);
  private final LongQueue waiting = new LongQueue();
  private long next;
  private boolean stopped;

  /**
   * @param rate calls per second of all stations together
   */
  OpenLoop(double rate) {
    this.perNano = rate / 1e9;
  }

  @Override
  public void start(Fleet fleet) {
    next = System.nanoTime();
    tick(fleet);
  }

  private void tick(Fleet fleet) {
    long now = System.nanoTime();
    while (!stopped && next - now <= 0) {
      waiting.add(next);
      free(fleet);
      next += (long) (-Math.log(1 - random.nextDouble()) / perNano);
      now = System.nanoTime();
    }
    if (!stopped) {
      fleet.loop().schedule(() -> tick(fleet), next - now, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void free(Fleet fleet) {
    while (!stopped && !waiting.isEmpty()) {
      Station station = fleet.pollFree();
      if (station == null) {
        return;
      }
      station.call(waiting.poll());
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

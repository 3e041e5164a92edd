package dev.sluice.ocpp.link;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The times at which a link asks whether its two ends are still there. */
final class Beats {
  /** Told when an end is not. */
  interface Silent {
    void silent(boolean ofStation);
  }

  private final List<ScheduledFuture<?>> timers = new ArrayList<>(1);
  private final EventLoop loop;

  /**
   * @param each run at every beat
   */
  Beats(
      EventLoop loop,
      LinkSettings settings,
      Peer station,
      Peer csms,
      Silent silent,
      Runnable each) {
    this.loop = loop;
    long stationBeat = settings.ping().toMillis();
    long csmsBeat = settings.csmsPing().toMillis();
    Runnable ofStation =
        () -> {
          each.run();
          beat(station, true, silent);
        };
    Runnable ofCsms = () -> beat(csms, false, silent);
    if (stationBeat == csmsBeat) {
      every(
          stationBeat,
          () -> {
            ofStation.run();
            ofCsms.run();
          });
    } else {
      every(stationBeat, ofStation);
      every(csmsBeat, ofCsms);
    }
  }

  private static void beat(Peer end, boolean ofStation, Silent silent) {
    if (!end.alive()) {
      silent.silent(ofStation);
    }
  }

  private void every(long millis, Runnable task) {
    if (millis <= 0) {
      return;
    }
    long first = millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1); // not all at once
    timers.add(loop.scheduleAtFixedRate(task, first, millis, TimeUnit.MILLISECONDS));
  }

  void end() {
    timers.forEach(timer -> timer.cancel(false));
  }
}

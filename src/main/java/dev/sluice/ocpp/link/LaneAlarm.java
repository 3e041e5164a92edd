package dev.sluice.ocpp.link;

import io.netty.channel.EventLoop;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one timer of a lane. Confined to the station's event loop. */
final class LaneAlarm {
  private final EventLoop loop;
  private final CallLane<?> lane;
  private @Nullable ScheduledFuture<?> timer;
  private long at;
  private boolean ended;

  LaneAlarm(EventLoop loop, CallLane<?> lane) {
    this.loop = loop;
    this.lane = lane;
  }

  /**
   * Sees to it that the timer rings when the lane has something to do. One that rings too early is
   * left alone: nearly all calls are answered long before their time is over.
   */
  void set() {
    long now = System.nanoTime();
    long next = ended ? -1 : lane.nextIn(now);
    if (next < 0 || (timer != null && at - (now + next) <= 0)) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    at = now + next;
    timer = loop.schedule(this::ring, next, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    timer = null;
    if (!ended) {
      lane.advance(System.nanoTime());
      set();
    }
  }

  void end() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}

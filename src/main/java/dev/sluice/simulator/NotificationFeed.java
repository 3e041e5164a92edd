package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An FO's notifications, in order and each once: every poll begins where the one before ended, also
 * after a failure. For one thread.
 */
public final class NotificationFeed {
  private static final int MOST = 200;

  private final FlexibilityOperator operator;
  private long after;

  NotificationFeed(FlexibilityOperator operator, long after) {
    this.operator = operator;
    this.after = after;
  }

  /** The offset of the last notification that was read; a new feed can resume from it. */
  public long position() {
    return after;
  }

  /**
   * The next notifications; empty when none came in time.
   *
   * @param wait at most 30 s
   * @throws FoRefused when the port refuses; the position stays
   * @throws IOException when the port cannot be reached or does not answer; the position stays
   */
  public List<JsonNode> next(Duration wait) throws IOException, InterruptedException {
    JsonNode page = operator.notifications(after, MOST, wait).required();
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode notification : page.path("notifications")) {
      long offset = notification.path("offset").asLong();
      if (offset > after) {
        fresh.add(notification);
        after = offset;
      }
    }
    return fresh;
  }
}

package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import io.netty.channel.EventLoop;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the boot state of one station from what is relayed, and stores it. */
final class BootWatch {
  private static final Logger LOG = LoggerFactory.getLogger(BootWatch.class);

  private final String stationId;
  private final LinkShared shared;
  private final BootTracker tracker;
  private final Runnable whenAccepted;
  private volatile boolean accepted;
  private BootStates.BootState stored;
  private @Nullable ScheduledFuture<?> settling;

  /**
   * @param loop the station's event loop
   * @param whenAccepted told on the event loop each time that own calls become possible
   */
  BootWatch(String stationId, LinkShared shared, EventLoop loop, Runnable whenAccepted) {
    this.stationId = stationId;
    this.shared = shared;
    this.whenAccepted = whenAccepted;
    this.stored = stored(stationId, shared);
    long settle = shared.settings().rules().settle().toMillis();
    this.tracker = new BootTracker(stored, settle > 0);
    this.accepted = tracker.injectable();
    if (tracker.settling()) {
      settling = loop.schedule(this::settled, settle, TimeUnit.MILLISECONDS);
    }
  }

  private static BootStates.BootState stored(String stationId, LinkShared shared) {
    try {
      return shared.boots().get(stationId);
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: its stored boot state cannot be read; no limits until the CSMS answers it again",
          stationId,
          e);
      return BootStates.BootState.UNKNOWN;
    }
  }

  /** Whether own calls may go to the station. Safe for any thread. */
  boolean accepted() {
    return accepted;
  }

  private void settled() {
    settling = null;
    tracker.settled();
    changed();
  }

  /** No more calls, whatever the state is. */
  void end() {
    accepted = false;
    cancelSettling();
  }

  private void cancelSettling() {
    if (settling != null) {
      settling.cancel(false);
      settling = null;
    }
  }

  /** A call of the station's is relayed. */
  void stationCall(FrameHead head) {
    tracker.stationCall(head.messageId(), head.action());
    changed();
  }

  /** An answer of the CSMS's is relayed. */
  void csmsAnswer(FrameHead head, ByteCursor text) {
    boolean result = head.messageType() == FrameHead.CALLRESULT;
    if (tracker.isBoot(head.messageId())) {
      if (result) {
        tracker.bootAnswered(status(text));
      }
    } else if (result) {
      tracker.otherAnswered(head.messageId());
    } else if (refusesAll(text)) {
      tracker.disowned();
    }
    changed();
  }

  private void changed() {
    if (tracker.state() != stored) {
      stored = tracker.state();
      shared.boots().put(stationId, stored);
    }
    if (settling != null && !tracker.settling()) {
      cancelSettling();
    }
    boolean now = tracker.injectable();
    if (now != accepted) {
      accepted = now;
      if (now) {
        whenAccepted.run();
      }
    }
  }

  private static String status(ByteCursor answer) {
    JsonNode result = Payloads.of(answer);
    return result == null ? "" : result.path("status").asText();
  }

  /** A CSMS answers so to everything but a boot notification when it has not accepted one. */
  private static boolean refusesAll(ByteCursor answer) {
    try {
      return FrameText.parse(answer.bytes()) instanceof OcppFrame.CallError error
          && error.code().equals("SecurityError");
    } catch (FrameFormatException e) {
      return false;
    }
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the two ends of one link keep to the order of calls and answers (ocpp.md 4.2): each id
 * once, one call after the other, an answer to each call and no others. What is against it is
 * counted. Confined to the station's event loop.
 */
final class CallOrder {
  /** After this no answer is expected any more. */
  private static final long NEVER = Duration.ofMinutes(10).toNanos();

  private final String stationId;
  private final boolean retries;
  private final long allowed;
  private final OpenCalls up = new OpenCalls();
  private final OpenCalls down = new OpenCalls();

  /**
   * @param allowed how long an answer may take
   */
  CallOrder(String stationId, Subprotocol subprotocol, Duration allowed) {
    this.stationId = stationId;
    this.retries = subprotocol == Subprotocol.OCPP21;
    this.allowed = allowed.toNanos();
  }

  private OpenCalls open(Direction direction) {
    return direction == Direction.UP ? up : down;
  }

  /** A CALL or SEND came. */
  void came(Direction direction, FrameHead head, PeerQuality sender, PeerQuality answering) {
    OpenCalls open = open(direction);
    if (direction == Direction.UP) {
      expire(open, answering, System.nanoTime());
    }
    if (retries && open.retried(head)) {
      return; // OCPP 2.1 part 4, 4.1.4: a retry may have the id of what it repeats
    }
    if (open.repeats(head.messageId())) {
      sender.add(Defect.REPEATED_ID, head.action());
    }
    if (head.messageType() != FrameHead.CALL) {
      return;
    }
    if (open.waiting()) {
      sender.add(Defect.SECOND_CALL, head.action());
    }
    FrameHead gone = open.add(head);
    if (gone != null) {
      answering.add(Defect.NEVER_ANSWERED, gone.action());
    }
  }

  /** A CALL that came was answered by the gateway itself. */
  void answeredHere(Direction direction, FrameHead head) {
    open(direction).withdrawn(head);
  }

  /** A CALL that came is relayed. */
  void relayed(Direction direction, FrameHead head) {
    open(direction).sent(head, System.nanoTime());
  }

  /**
   * An answer is relayed.
   *
   * @return the call; null when it is not known
   */
  @Nullable FrameHead answer(Direction direction, FrameHead head, PeerQuality answering) {
    OpenCalls open = open(direction);
    if (direction == Direction.UP) {
      expire(open, answering, System.nanoTime());
    }
    boolean nameless = head.messageType() == FrameHead.CALLERROR && head.messageId().equals("-1");
    int at = nameless ? open.oldest() : open.indexOf(head.messageId());
    if (at < 0) {
      if (!nameless && !open.excuses()) {
        answering.add(Defect.UNASKED_ANSWER, stationId);
      }
      return null;
    }
    boolean late = open.late(at);
    FrameHead asked = open.remove(at);
    if (late) {
      answering.add(Defect.LATE_ANSWER, asked.action());
    }
    return asked;
  }

  /** The lane waits no longer for the answer to a call of the CSMS's. */
  void timedOut(FrameHead head, PeerQuality station) {
    if (down.timedOut(head)) {
      station.add(Defect.TIMED_OUT, head.action());
    }
  }

  /** The lane has the time of the CSMS's calls; that of the station's is looked at here. */
  private void expire(OpenCalls open, PeerQuality csms, long now) {
    for (FrameHead head = open.overdue(now, allowed);
        head != null;
        head = open.overdue(now, allowed)) {
      csms.add(Defect.TIMED_OUT, head.action());
    }
  }

  void tick(PeerQuality csms, PeerQuality station) {
    long now = System.nanoTime();
    expire(up, csms, now);
    never(up, csms, now, NEVER);
    never(down, station, now, NEVER);
  }

  void end(PeerQuality csms, PeerQuality station) {
    long now = System.nanoTime();
    expire(up, csms, now);
    never(up, csms, now, 0);
    never(down, station, now, 0);
  }

  private static void never(OpenCalls open, PeerQuality answering, long now, long after) {
    for (FrameHead head = open.never(now, after); head != null; head = open.never(now, after)) {
      answering.add(Defect.NEVER_ANSWERED, head.action());
    }
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.FrameHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one link that are answered by the gateway and not relayed: reports that it asked for
 * itself, and what a policy keeps back. Confined to the station's event loop.
 */
final class AnsweredHere {
  private static final Logger LOG = LoggerFactory.getLogger(AnsweredHere.class);

  private final String stationId;
  private final LinkShared shared;
  private final Peer station;
  private final Peer csms;
  private final RelayWatch watch;
  private final QualityWatch quality;
  private final CutOffGate cutOff;
  private @Nullable OwnAnswers answers;

  AnsweredHere(
      String stationId,
      LinkShared shared,
      Peer station,
      Peer csms,
      RelayWatch watch,
      QualityWatch quality,
      CutOffGate cutOff) {
    this.stationId = stationId;
    this.shared = shared;
    this.station = station;
    this.csms = csms;
    this.watch = watch;
    this.quality = quality;
    this.cutOff = cutOff;
  }

  /**
   * A call came.
   *
   * @return whether it was answered here, and its frame consumed; else it is to be passed on
   */
  boolean call(Direction direction, FrameHead head, RelayedText frame) {
    quality.came(direction, head);
    if (direction == Direction.UP && OwnReports.own(head, frame.text())) {
      report(head, frame);
      return true;
    }
    if (refused(direction, head, frame)) {
      return true;
    }
    if (answers != null) {
      answers.passedOn(direction, head.messageId());
    }
    return false;
  }

  private void report(FrameHead head, RelayedText frame) {
    shared.counters().add(Count.OWN_REPORTS);
    ByteBuf answer = Unpooled.wrappedBuffer(OwnReports.answer(head));
    watch.call(Direction.UP, head, frame.text());
    watch.answer(Direction.UP, head, new NettyCursor(answer));
    frame.release();
    give(Direction.UP, head, answer);
  }

  private boolean refused(Direction direction, FrameHead head, RelayedText frame) {
    if (!CutOffCall.is(direction, head.action())) {
      return false;
    }
    Optional<byte[]> refusal = cutOff.refusal(head, frame.text().bytes());
    if (refusal.isEmpty()) {
      return false;
    }
    frame.release();
    give(direction, head, Unpooled.wrappedBuffer(refusal.get()));
    return true;
  }

  private void give(Direction direction, FrameHead head, ByteBuf answer) {
    if (answers == null) {
      answers = new OwnAnswers();
    }
    answers.given(direction, head.messageId());
    quality.answeredHere(direction, head);
    Peer caller = direction == Direction.UP ? station : csms;
    caller.send(new TextWebSocketFrame(answer));
  }

  /** Whether a frame says that an answer that was given here was bad. */
  boolean complaint(Direction direction, FrameHead head) {
    if (answers == null
        || head.messageType() != FrameHead.CALLRESULTERROR
        || !answers.complaint(direction, head.messageId())) {
      return false;
    }
    shared.counters().add(Count.OWN_ANSWERS_REFUSED);
    LOG.warn("{}: an answer that the gateway gave was refused (CALLRESULTERROR)", stationId);
    return true;
  }
}

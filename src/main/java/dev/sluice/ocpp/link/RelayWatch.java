package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Copies of what one station's link relays, for the taps and the shadow: a copy is made only of
 * calls that somebody wants, and of their answers.
 */
final class RelayWatch {
  /** More than one is open in a direction only when a call was given up. */
  private static final int MOST_WATCHED = 64;

  private record Watched(String action, byte[] call) {}

  private final String stationId;
  private final Subprotocol subprotocol;
  private final LinkShared shared;
  private final KeptShadow shadow;
  private final Map<String, Watched> up = new LinkedHashMap<>(4);
  private final Map<String, Watched> down = new LinkedHashMap<>(4);

  RelayWatch(String stationId, Subprotocol subprotocol, LinkShared shared, KeptShadow shadow) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.shared = shared;
    this.shadow = shadow;
  }

  /** A CALL or SEND goes out. */
  void call(Direction direction, FrameHead head, ByteCursor text) {
    boolean tapped = shared.taps().wants(head.action());
    boolean needed = direction == Direction.DOWN && CsmsProfileCall.is(head.action());
    if (!tapped && !needed) {
      return;
    }
    byte[] call = text.bytes();
    if (tapped) {
      shared.taps().call(stationId, subprotocol, direction, head.action(), call);
    }
    if (head.messageType() == FrameHead.CALL) {
      Map<String, Watched> open = direction == Direction.UP ? up : down;
      if (open.size() >= MOST_WATCHED) {
        open.remove(open.keySet().iterator().next());
      }
      open.put(head.messageId(), new Watched(head.action(), call));
    }
  }

  /**
   * An answer to a call that went in {@code direction} goes back. What it says is known to the
   * shadow before the lane lets the next call out.
   */
  void answer(Direction direction, FrameHead head, ByteCursor text) {
    Map<String, Watched> open = direction == Direction.UP ? up : down;
    Watched asked = open.isEmpty() ? null : open.remove(head.messageId());
    if (asked == null) {
      return;
    }
    byte[] answer = text.bytes();
    if (direction == Direction.DOWN && CsmsProfileCall.is(asked.action())) {
      CsmsProfileCall call = CsmsProfileCall.of(asked.action(), asked.call());
      JsonNode response = call.response(answer);
      if (response != null) {
        shadow.csmsAnswered(call.action(), call.request(), response);
      }
    }
    shared.taps().answer(stationId, subprotocol, direction, asked.action(), asked.call(), answer);
  }

  /** A call of the CSMS's has no answer yet and keeps the lane no longer; one may still come. */
  void abandoned(FrameHead head) {
    shared.counters().add(Count.CSMS_UNANSWERED);
    Watched asked = down.get(head.messageId());
    if (asked != null && CsmsProfileCall.is(asked.action())) {
      CsmsProfileCall call = CsmsProfileCall.of(asked.action(), asked.call());
      shadow.csmsUnanswered(call.action(), call.request());
    }
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.ProtocolQuality.Sample;
import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sees what one station and its CSMS say, and has a part of it looked at. Nothing is parsed here
 * but errors and boot notifications. Confined to the station's event loop.
 */
final class QualityWatch {
  private static final String BOOT = "BootNotification";

  private final String stationId;
  private final Subprotocol subprotocol;
  private final ProtocolQuality quality;
  private final CallOrder order;
  private final PeerQuality csms;
  private final int every;
  private PeerQuality station;
  private int calls;
  private @Nullable FrameHead sampledUp;
  private @Nullable FrameHead sampledDown;

  /**
   * @param csmsAddress host and port
   */
  QualityWatch(String stationId, Subprotocol subprotocol, String csmsAddress, LinkShared shared) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.quality = shared.quality();
    this.order = new CallOrder(stationId, subprotocol, shared.settings().csmsCall());
    this.csms = quality.csms(csmsAddress);
    this.every = shared.settings().rules().sampleEvery();
    this.station = quality.of(stationId);
    this.calls = every > 1 ? ThreadLocalRandom.current().nextInt(every) : 0; // not all at once
  }

  private PeerQuality sender(Direction direction) {
    return direction == Direction.UP ? station : csms;
  }

  private PeerQuality answering(Direction direction) {
    return direction == Direction.UP ? csms : station;
  }

  /** A CALL or SEND came. */
  void came(Direction direction, FrameHead head) {
    order.came(direction, head, sender(direction), answering(direction));
  }

  /** A CALL that came was answered by the gateway itself. */
  void answeredHere(Direction direction, FrameHead head) {
    order.answeredHere(direction, head);
  }

  /** A CALL or SEND is relayed. */
  void call(Direction direction, FrameHead head, ByteCursor text) {
    boolean boot = direction == Direction.UP && head.action().equals(BOOT);
    if (boot) {
      station = quality.booted(stationId, subprotocol, text.bytes());
    }
    if (head.messageType() == FrameHead.CALL) {
      order.relayed(direction, head);
    }
    if (every == 0 || !(boot || ++calls >= every)) {
      return;
    }
    calls = 0;
    quality.look(new Sample(sender(direction), subprotocol, head.action(), true, text.bytes()));
    if (head.messageType() == FrameHead.CALL) {
      if (direction == Direction.UP) {
        sampledUp = head;
      } else {
        sampledDown = head;
      }
    }
  }

  /**
   * An answer is relayed.
   *
   * @param direction the way that the call went
   */
  void answer(Direction direction, FrameHead head, ByteCursor text) {
    PeerQuality answering = answering(direction);
    FrameHead asked = order.answer(direction, head, answering);
    FrameHead sample = direction == Direction.UP ? sampledUp : sampledDown;
    boolean sampled = sample != null && sample.messageId().equals(head.messageId());
    if (sampled) {
      if (direction == Direction.UP) {
        sampledUp = null;
      } else {
        sampledDown = null;
      }
    }
    if (head.messageType() == FrameHead.CALLERROR) {
      answering.callError(asked == null ? "no call" : asked.action(), code(text));
    } else if (sampled && sample != null) {
      quality.look(new Sample(answering, subprotocol, sample.action(), false, text.bytes()));
    }
  }

  private static String code(ByteCursor text) {
    try {
      return FrameText.parse(text.bytes()) instanceof OcppFrame.CallError error
          ? error.code()
          : "unreadable";
    } catch (FrameFormatException e) {
      return "unreadable";
    }
  }

  /** A message of no known kind is relayed. */
  void odd(Direction direction, FrameHead head) {
    if (head.messageType() == FrameHead.UNREADABLE) {
      sender(direction).add(Defect.UNREADABLE, stationId);
    } else if (head.messageType() > FrameHead.SEND
        || head.messageType() < FrameHead.CALL
        || (head.messageType() > FrameHead.CALLERROR && subprotocol != Subprotocol.OCPP21)) {
      sender(direction).add(Defect.UNKNOWN_TYPE, "message type " + head.messageType());
    }
  }

  /** A call of the CSMS's had no answer of the station's in time. */
  void timedOut(FrameHead head) {
    order.timedOut(head, station);
  }

  /** A station's answer to a call of the gateway's own came after its time. */
  void late() {
    station.add(Defect.LATE_ANSWER, stationId);
  }

  /** Some time has passed. */
  void tick() {
    order.tick(csms, station);
  }

  /** The link is over: no answer comes any more. */
  void end() {
    order.end(csms, station);
  }
}

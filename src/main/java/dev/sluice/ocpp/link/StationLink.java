package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FramePeek;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station: its connection, the CSMS's connection, and the lane between them. Confined to the
 * event loop that both connections share.
 */
final class StationLink implements CallLane.Outlet<RelayedCall> {
  private static final Logger LOG = LoggerFactory.getLogger(StationLink.class);

  /** How many messages of the greatest length may wait at one station. */
  private static final int LARGEST_WAITING = 4;

  private final String stationId;
  private final Subprotocol subprotocol;
  private final Leg station;
  private final Peer csms;
  private final LinkShared shared;
  private final CredentialMark mark;
  private final CallLane<RelayedCall> lane;
  private final BootWatch boot;
  private final KeptShadow shadow;
  private final RelayWatch watch;
  private final Injection injection;
  private final AnsweredHere here;
  private final QualityWatch quality;
  private final LaneAlarm alarm;
  private long bytesWaiting;
  private final Beats beats;
  private boolean closed;

  /**
   * @param csmsAddress host and port of the CSMS
   * @param mark what the station presented
   */
  StationLink(
      String stationId,
      Subprotocol subprotocol,
      Leg station,
      Peer csms,
      String csmsAddress,
      LinkShared shared,
      CredentialMark mark) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.station = station;
    this.csms = csms;
    this.shared = shared;
    this.mark = mark;
    this.boot =
        new BootWatch(
            stationId, shared, station.channel().eventLoop(), () -> shared.accepted(this));
    this.shadow = new KeptShadow(stationId, subprotocol, shared);
    this.watch = new RelayWatch(stationId, subprotocol, shared, shadow);
    this.injection = new Injection(stationId, subprotocol, shared, boot, shadow);
    this.quality = new QualityWatch(stationId, subprotocol, csmsAddress, shared);
    this.here =
        new AnsweredHere(
            stationId,
            shared,
            station,
            csms,
            watch,
            quality,
            new CutOffGate(stationId, subprotocol, shared));
    LinkSettings settings = shared.settings();
    this.lane =
        new CallLane<>(this, settings.csmsQueue(), settings.injectQueue(), settings.csmsCall());
    this.alarm = new LaneAlarm(station.channel().eventLoop(), lane);
    this.beats =
        new Beats(
            station.channel().eventLoop(), settings, station, csms, this::silent, quality::tick);
  }

  String stationId() {
    return stationId;
  }

  Subprotocol subprotocol() {
    return subprotocol;
  }

  /** What the station presented. */
  CredentialMark mark() {
    return mark;
  }

  /** Whether own calls may go to the station. Safe for any thread. */
  boolean accepted() {
    return boot.accepted();
  }

  /** Whether the link has ended: nothing that still comes in is its own any more. */
  boolean over() {
    return closed;
  }

  /** A whole text message of the station; consumes the frame. */
  void fromStation(RelayedText frame) {
    FrameHead head = FramePeek.peek(frame.text());
    if (head.answersCall()) {
      answerFromStation(head, frame);
      return;
    }
    if (head.messageType() == FrameHead.CALL) {
      if (here.call(Direction.UP, head, frame)) {
        return;
      }
      boot.stationCall(head);
      watch.call(Direction.UP, head, frame.text());
      quality.call(Direction.UP, head, frame.text());
    } else if (head.messageType() == FrameHead.SEND) {
      quality.came(Direction.UP, head);
      watch.call(Direction.UP, head, frame.text());
      quality.call(Direction.UP, head, frame.text());
    } else if (here.complaint(Direction.UP, head)) {
      frame.release();
      return;
    } else {
      odd(Direction.UP, head);
    }
    toCsms(frame);
  }

  private void odd(Direction direction, FrameHead head) {
    if (head.messageType() == FrameHead.UNREADABLE) {
      shared.counters().add(Count.UNREADABLE);
    }
    quality.odd(direction, head);
  }

  private void toCsms(RelayedText frame) {
    shared.counters().add(Count.RELAYED_UP);
    csms.send(frame.outgoing());
  }

  private void answerFromStation(FrameHead head, RelayedText frame) {
    long now = System.nanoTime();
    OwnCall mine = lane.openOwn(head.messageId());
    if (head.messageType() == FrameHead.CALLERROR && head.messageId().equals("-1")) {
      if (lane.unreadable(now) == CallLane.Owner.GATEWAY) {
        frame.release();
      } else {
        quality.answer(Direction.DOWN, head, frame.text());
        toCsms(frame);
      }
    } else if (mine != null) {
      byte[] answer = frame.text().bytes();
      frame.release();
      lane.answered(mine.id(), now);
      injection.answered(mine, answer);
      lane.advance(now);
    } else {
      // What the answer says must be known before the lane lets the next call out.
      watch.answer(Direction.DOWN, head, frame.text());
      if (lane.answered(head.messageId(), now) == CallLane.Owner.LATE) {
        shared.counters().add(Count.LATE_ANSWERS);
        quality.late();
        frame.release();
      } else {
        quality.answer(Direction.DOWN, head, frame.text());
        toCsms(frame);
      }
    }
    alarm.set();
  }

  /** A whole text message of the CSMS; consumes the frame. */
  void fromCsms(RelayedText frame) {
    FrameHead head = FramePeek.peek(frame.text());
    if (head.messageType() != FrameHead.CALL) {
      if (head.messageType() == FrameHead.SEND) {
        quality.came(Direction.DOWN, head);
        watch.call(Direction.DOWN, head, frame.text());
        quality.call(Direction.DOWN, head, frame.text());
      } else if (head.answersCall()) {
        boot.csmsAnswer(head, frame.text());
        watch.answer(Direction.UP, head, frame.text());
        quality.answer(Direction.UP, head, frame.text());
      } else if (here.complaint(Direction.DOWN, head)) {
        frame.release();
        return;
      } else {
        odd(Direction.DOWN, head);
      }
      toStation(frame);
      return;
    }
    if (here.call(Direction.DOWN, head, frame)) {
      return;
    }
    RelayedCall call = new RelayedCall(head, frame);
    if (bytesWaiting > LARGEST_WAITING * (long) shared.settings().limits().largestMessage()
        || !lane.csmsCall(head.messageId(), waiting(call), System.nanoTime())) {
      frame.release();
      shared.counters().add(Count.LANE_OVERFLOWS);
      LOG.warn("{}: the CSMS sent more calls than may wait; closing", stationId);
      close(1013, "too many calls waiting for the station");
    }
    alarm.set();
  }

  private RelayedCall waiting(RelayedCall call) {
    bytesWaiting += call.frame().text().length();
    return call;
  }

  private void toStation(RelayedText frame) {
    shared.counters().add(Count.RELAYED_DOWN);
    station.send(frame.outgoing());
  }

  /** Whether what comes from a leg may go to the other side as it came. */
  boolean passesWire(boolean fromStation) {
    return fromStation ? csms.takesWire() : station.takesWire();
  }

  /** A binary message: OCPP-J has none, so it is only passed on. */
  void binary(boolean fromStation, WebSocketFrame frame) {
    shared.counters().add(Count.BINARY);
    if (fromStation) {
      csms.send(frame);
    } else {
      station.send(frame);
    }
  }

  /** A call of the gateway's own; on the event loop. */
  void inject(InjectedCall call, CompletableFuture<JsonNode> future) {
    if (closed) {
      future.completeExceptionally(
          new CallFailure(CallFailure.Reason.NOT_CONNECTED, "", stationId + " is not connected"));
      return;
    }
    Optional<CallFailure> notNow = injection.notNow();
    if (notNow.isPresent()) {
      future.completeExceptionally(notNow.get());
      return;
    }
    lane.inject(OwnCall.of(call, future, System.nanoTime()), System.nanoTime());
    alarm.set();
  }

  @Override
  public List<OwnCall> before(RelayedCall call) {
    String action = call.head().action();
    if (!CsmsProfileCall.sets(action)) {
      return List.of();
    }
    byte[] frame = call.frame().text().bytes();
    return injection.makeRoomFor(CsmsProfileCall.of(action, frame));
  }

  @Override
  public void relay(RelayedCall call) {
    bytesWaiting -= call.frame().text().length();
    watch.call(Direction.DOWN, call.head(), call.frame().text());
    quality.call(Direction.DOWN, call.head(), call.frame().text());
    toStation(call.frame());
  }

  @Override
  public void abandoned(RelayedCall call, boolean timedOut) {
    watch.abandoned(call.head());
    if (timedOut) {
      quality.timedOut(call.head());
    }
  }

  @Override
  public void discard(RelayedCall call) {
    call.frame().release();
  }

  @Override
  public Optional<CallFailure> write(OwnCall call) {
    Optional<CallFailure> refusal = injection.refusal(call);
    if (refusal.isEmpty()) {
      byte[] text = injection.written(call);
      station.send(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)));
    }
    return refusal;
  }

  @Override
  public void unanswered(OwnCall call) {
    injection.unanswered(call);
  }

  /**
   * Reads from a side only while the other side takes it. Calls that wait for the station do not
   * stop the reading: behind them come answers that the station waits for (ocpp.md 4.3).
   */
  void pace() {
    if (closed) {
      return;
    }
    csms.reading(station.channel().isWritable());
    station.reading(csms.writable());
  }

  void counted(Count count) {
    shared.counters().add(count);
  }

  private void silent(boolean ofStation) {
    if (closed) {
      return;
    }
    shared.counters().add(Count.SILENT_LINKS);
    String silent = ofStation ? "the station" : "the CSMS";
    LOG.warn(
        "{}: {} is silent and answers no ping, or ends no message; closing", stationId, silent);
    Peer gone = ofStation ? station : csms;
    gone.cut();
    close(1001, silent + " does not answer");
  }

  /** Closes both legs with the same code and reason. */
  void close(int code, String reason) {
    station.close(code, reason);
    csms.close(code, reason);
    end();
  }

  /** The same, from any thread. */
  void closeFromElsewhere(int code, String reason) {
    execute(() -> close(code, reason));
  }

  /**
   * Finds out, from any thread, whether the station is still there; the link ends when it is not.
   *
   * @param alive run on this link's event loop when it is
   */
  void prove(Duration within, Runnable alive) {
    execute(
        () -> {
          if (!closed) {
            station.pulse().ask(station.channel(), within, alive, this::stale);
          }
        });
  }

  private void stale() {
    if (!closed) {
      shared.counters().add(Count.STALE_LINKS);
      LOG.info("{}: a connection for it came, and the older one answers no ping", stationId);
      station.cut();
      close(1001, "the station connected again");
    }
  }

  /** One of the legs is gone without a word; the other one is closed (ocpp.md 4.4). */
  void lost(boolean stationLeg) {
    if (!closed) {
      close(
          1001, stationLeg ? "the station's connection is lost" : "the CSMS's connection is lost");
    }
  }

  private void end() {
    if (!closed) {
      closed = true;
      boot.end();
      lane.close();
      quality.end();
      alarm.end();
      beats.end();
      shared.gone(this);
    }
  }

  /** Runs a task on the link's event loop; false when the loop has ended. */
  boolean execute(Runnable task) {
    try {
      station.channel().eventLoop().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}

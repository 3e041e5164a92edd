package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.profile.OwnProfiles;
import dev.sluice.ocpp.profile.ProfileGuard;
import dev.sluice.ocpp.profile.ProfileShadow;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FramePeek;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station: its connection, the CSMS's connection, and the lane between them. Confined to the
 * event loop that both connections share.
 */
final class StationLink implements CallLane.Outlet<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(StationLink.class);
  private static final byte[] NOTHING = {};
  private static final int MOST_WATCHED = 64;

  /** What one read may bring beyond the queue's bound before reading stops. */
  private static final int BURST = 4096;

  private static final Duration YIELD = Duration.ofSeconds(5);

  /** The CSMS's calls whose answers change what is installed at the station. */
  private static final Set<String> SHADOWED = Set.of("SetChargingProfile", "ClearChargingProfile");

  /** A relayed call whose answer somebody waits for. */
  private record Watched(String action, byte[] call) {}

  private final String stationId;
  private final Subprotocol subprotocol;
  private final Leg station;
  private final Peer csms;
  private final LinkShared shared;
  private final CallLane<WebSocketFrame> lane;
  private final BootTracker boot;
  private final ProfileShadow shadow;
  private final Map<String, Watched> up = new LinkedHashMap<>();
  private final Map<String, Watched> down = new LinkedHashMap<>();
  private @Nullable ScheduledFuture<?> alarm;
  private volatile boolean accepted;
  private boolean closed;

  StationLink(
      String stationId, Subprotocol subprotocol, Leg station, Peer csms, LinkShared shared) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.station = station;
    this.csms = csms;
    this.shared = shared;
    this.boot = new BootTracker(shared.boots().get(stationId));
    this.accepted = boot.injectable();
    this.shadow =
        shared
            .shadows()
            .get(stationId)
            .map(stored -> ProfileShadow.fromJson(subprotocol, stored))
            .orElseGet(() -> new ProfileShadow(subprotocol));
    LinkSettings settings = shared.settings();
    this.lane =
        new CallLane<>(
            this, settings.csmsQueue() + BURST, settings.injectQueue(), settings.csmsCall());
  }

  String stationId() {
    return stationId;
  }

  Subprotocol subprotocol() {
    return subprotocol;
  }

  /** Whether own calls may go to the station. Safe for any thread. */
  boolean accepted() {
    return accepted;
  }

  /** A whole text message of the station; consumes the frame. */
  void fromStation(TextWebSocketFrame frame) {
    FrameHead head = FramePeek.peek(new NettyCursor(frame.content()));
    if (head.answersCall()) {
      answerFromStation(head, frame);
      return;
    }
    if (head.messageType() == FrameHead.UNREADABLE) {
      shared.counters().add(Count.UNREADABLE);
    } else if (head.messageType() == FrameHead.CALL || head.messageType() == FrameHead.SEND) {
      boot.stationCall(head.messageId(), head.action());
      bootChanged();
      observe(up, Direction.UP, head, frame.content());
    }
    shared.counters().add(Count.RELAYED_UP);
    csms.send(frame);
  }

  private void answerFromStation(FrameHead head, TextWebSocketFrame frame) {
    long now = System.nanoTime();
    OwnCall mine =
        head.messageType() == FrameHead.CALLERROR && head.messageId().equals("-1")
            ? lane.soleOwn()
            : lane.openOwn(head.messageId());
    if (mine != null) {
      byte[] answer = ByteBufUtil.getBytes(frame.content());
      frame.release();
      lane.answered(mine.id(), now);
      conclude(mine, answer);
      lane.advance(now);
      arm();
      return;
    }
    // What the answer says must be known before the lane lets the next call out.
    Watched asked = down.remove(head.messageId());
    if (asked != null) {
      byte[] answer = ByteBufUtil.getBytes(frame.content());
      shadow(asked, answer);
      shared
          .taps()
          .answer(stationId, subprotocol, Direction.DOWN, asked.action(), asked.call(), answer);
    }
    if (lane.answered(head.messageId(), now) == CallLane.Owner.LATE) {
      shared.counters().add(Count.LATE_ANSWERS);
      frame.release();
    } else {
      shared.counters().add(Count.RELAYED_UP);
      csms.send(frame);
    }
    arm();
  }

  /** A whole text message of the CSMS; consumes the frame. */
  void fromCsms(TextWebSocketFrame frame) {
    FrameHead head = FramePeek.peek(new NettyCursor(frame.content()));
    shared.counters().add(Count.RELAYED_DOWN);
    if (head.messageType() != FrameHead.CALL) {
      if (head.messageType() == FrameHead.UNREADABLE) {
        shared.counters().add(Count.UNREADABLE);
      }
      if (head.answersCall()) {
        answerFromCsms(head, frame.content());
      }
      station.send(frame);
      return;
    }
    observe(down, Direction.DOWN, head, frame.content());
    yieldTo(head, frame.content());
    if (!lane.csmsCall(head.messageId(), frame, System.nanoTime())) {
      frame.release();
      shared.counters().add(Count.LANE_OVERFLOWS);
      LOG.warn("{}: the CSMS sent more calls than may wait; closing", stationId);
      close(1013, "too many calls waiting for the station");
    }
    arm();
  }

  private void answerFromCsms(FrameHead head, ByteBuf content) {
    Watched asked = up.remove(head.messageId());
    boolean isBoot = boot.isBoot(head.messageId());
    byte[] answer = asked != null || isBoot ? ByteBufUtil.getBytes(content) : NOTHING;
    if (head.messageType() == FrameHead.CALLRESULT) {
      if (isBoot) {
        JsonNode result = payload(answer);
        boot.bootAnswered(result == null ? "" : result.path("status").asText());
        shared.boots().put(stationId, boot.state());
      } else {
        boot.otherAnswered(head.messageId());
        if (boot.state() == BootStates.BootState.ACCEPTED && !accepted) {
          shared.boots().put(stationId, boot.state());
        }
      }
      bootChanged();
    }
    if (asked != null) {
      shared
          .taps()
          .answer(stationId, subprotocol, Direction.UP, asked.action(), asked.call(), answer);
    }
  }

  private void bootChanged() {
    boolean now = boot.injectable();
    if (now != accepted) {
      accepted = now;
      if (now) {
        shared.accepted(this);
      }
    }
  }

  private void observe(
      Map<String, Watched> open, Direction direction, FrameHead head, ByteBuf content) {
    boolean tapped = shared.taps().wants(head.action());
    boolean needed = direction == Direction.DOWN && SHADOWED.contains(head.action());
    if (!tapped && !needed) {
      return;
    }
    byte[] call = ByteBufUtil.getBytes(content);
    if (tapped) {
      shared.taps().call(stationId, subprotocol, direction, head.action(), call);
    }
    if (head.messageType() == FrameHead.CALL) {
      if (open.size() >= MOST_WATCHED) {
        open.remove(open.keySet().iterator().next());
      }
      open.put(head.messageId(), new Watched(head.action(), call));
    }
  }

  /**
   * The CSMS is about to install a limit of the purpose that the gateway uses: the gateway's own
   * goes first (ADR 0001).
   */
  private void yieldTo(FrameHead head, ByteBuf content) {
    if (!head.action().equals("SetChargingProfile")) {
      return;
    }
    JsonNode request = payload(ByteBufUtil.getBytes(content));
    if (request == null) {
      return;
    }
    for (int id : withOpenCall().ownToClearBefore(head.action(), request)) {
      InjectedCall clear =
          new InjectedCall(
              stationId,
              "ClearChargingProfile",
              OwnProfiles.clear(subprotocol, id),
              null,
              YIELD,
              YIELD);
      lane.injectFirst(OwnCall.of(clear, new CompletableFuture<>(), System.nanoTime()));
    }
  }

  /** The shadow as it will be when an own call that is open now has been obeyed. */
  private ProfileShadow withOpenCall() {
    OwnCall open = lane.soleOwn();
    if (open == null || !open.action().equals("SetChargingProfile")) {
      return shadow;
    }
    ProfileShadow next = ProfileShadow.fromJson(subprotocol, shadow.toJson());
    next.ownCall(open.action(), open.payload(), obeyed(), shared.clock().instant());
    return next;
  }

  private static JsonNode obeyed() {
    return JsonNodeFactory.instance.objectNode().put("status", "Accepted");
  }

  private void shadow(Watched asked, byte[] answer) {
    if (!SHADOWED.contains(asked.action())) {
      return;
    }
    JsonNode request = payload(asked.call());
    JsonNode response = payload(answer);
    if (request != null && response != null) {
      shadow.csmsCall(asked.action(), request, response, shared.clock().instant());
      shared.shadows().put(stationId, shadow.toJson());
    }
  }

  private static @Nullable JsonNode payload(byte[] frame) {
    try {
      OcppFrame parsed = FrameText.parse(frame);
      if (parsed instanceof OcppFrame.Call call) {
        return call.payload();
      }
      return parsed instanceof OcppFrame.CallResult result ? result.payload() : null;
    } catch (FrameFormatException e) {
      return null;
    }
  }

  private void conclude(OwnCall mine, byte[] answer) {
    shared.counters().add(Count.INJECTED_ANSWERED);
    try {
      OcppFrame frame = FrameText.parse(answer);
      if (frame instanceof OcppFrame.CallResult result) {
        shadow.ownCall(mine.action(), mine.payload(), result.payload(), shared.clock().instant());
        shared.shadows().put(stationId, shadow.toJson());
        mine.future().complete(result.payload());
      } else if (frame instanceof OcppFrame.CallError error) {
        mine.future()
            .completeExceptionally(
                new CallFailure(
                    CallFailure.Reason.CALL_ERROR,
                    error.code(),
                    mine.action() + ": " + error.code() + " " + error.description()));
      } else {
        mine.fail(CallFailure.Reason.CALL_ERROR, "the answer is neither a result nor an error");
      }
    } catch (FrameFormatException e) {
      mine.fail(CallFailure.Reason.CALL_ERROR, "the answer cannot be read: " + e.getMessage());
    }
  }

  /** A call of the gateway's own; on the event loop. */
  void inject(InjectedCall call, CompletableFuture<JsonNode> future) {
    if (closed) {
      future.completeExceptionally(
          new CallFailure(CallFailure.Reason.NOT_CONNECTED, "", stationId + " is not connected"));
      return;
    }
    if (!accepted) {
      future.completeExceptionally(
          new CallFailure(
              CallFailure.Reason.NOT_ACCEPTED,
              "",
              "the CSMS has not accepted the boot of " + stationId));
      return;
    }
    lane.inject(OwnCall.of(call, future, System.nanoTime()), System.nanoTime());
    arm();
  }

  @Override
  public void relay(WebSocketFrame frame) {
    station.send(frame);
  }

  @Override
  public void discard(WebSocketFrame frame) {
    frame.release();
  }

  @Override
  public Optional<CallFailure> write(OwnCall call) {
    List<String> violations =
        shared.schemas().violations(subprotocol, call.action(), true, call.payload());
    if (!violations.isEmpty()) {
      return Optional.of(
          new CallFailure(
              CallFailure.Reason.INVALID,
              "",
              call.action() + " does not match the schema: " + String.join("; ", violations)));
    }
    Optional<String> refusal =
        ProfileGuard.refusal(
            subprotocol, call.action(), call.payload(), shadow, shared.clock().instant());
    if (refusal.isPresent()) {
      shared.counters().add(Count.GUARD_REFUSED);
      LOG.warn("{}: the guard refused {}: {}", stationId, call.action(), refusal.get());
      return Optional.of(new CallFailure(CallFailure.Reason.GUARD, "", refusal.get()));
    }
    InjectMode mode = shared.injectMode();
    // What an earlier mode installed may always be removed.
    boolean removing =
        call.action().equals("ClearChargingProfile") && !shadow.ownInstalled().isEmpty();
    if (mode != InjectMode.ON && !removing) {
      if (mode == InjectMode.OBSERVE) {
        LOG.info("{}: would have sent {} {}", stationId, call.action(), call.payload());
      }
      return Optional.of(
          new CallFailure(CallFailure.Reason.INJECT_OFF, "", "injecting is " + mode));
    }
    byte[] text = FrameText.write(new OcppFrame.Call(call.id(), call.action(), call.payload()));
    station.send(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)));
    shared.counters().add(Count.INJECTED);
    return Optional.empty();
  }

  /** It is not known whether the station obeyed: for a limit the worse is assumed, that it did. */
  @Override
  public void unanswered(OwnCall call) {
    shared.counters().add(Count.EXPOSURE);
    if (call.action().equals("SetChargingProfile")) {
      shadow.ownCall(call.action(), call.payload(), obeyed(), shared.clock().instant());
      shared.shadows().put(stationId, shadow.toJson());
    }
  }

  /** Sets the one timer to the next moment at which the lane has something to do. */
  private void arm() {
    pace();
    long next = closed ? -1 : lane.nextIn(System.nanoTime());
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    if (next >= 0) {
      alarm = station.channel().eventLoop().schedule(this::ring, next, TimeUnit.NANOSECONDS);
    }
  }

  private void ring() {
    lane.advance(System.nanoTime());
    arm();
  }

  /** Reads from a side only while the other side takes it. */
  void pace() {
    if (closed) {
      return;
    }
    boolean room = lane.csmsWaiting() < shared.settings().csmsQueue();
    csms.reading(room && station.channel().isWritable());
    station.reading(csms.writable());
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

  /** Closes both legs with the same code and reason. */
  void close(int code, String reason) {
    station.close(code, reason);
    csms.close(code, reason);
    end();
  }

  /** The same, from any thread. */
  void closeFromElsewhere(int code, String reason) {
    station.channel().eventLoop().execute(() -> close(code, reason));
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
      accepted = false;
      lane.close();
      arm();
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

package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A station's connection to its CSMS: dials, boots once, and comes back after its back-off without
 * booting again (ocpp.md 4.5). Confined to the station's thread, but for what says otherwise.
 */
final class StationLink {
  /** What the station does when something happens on the connection. */
  interface Events {
    /** A connection is up; nothing was sent on it yet. */
    void connected();

    /** The CSMS gave a heartbeat interval with the boot. */
    void heartbeatInterval(Duration interval);

    /** The station may send what it wants to. */
    void accepted();

    void called(IncomingCalls.Wire wire, Rpc.Frame call);
  }

  private static final Duration HANDSHAKE = Duration.ofSeconds(15);
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(10);
  private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(60);

  private final StationSettings settings;
  private final ScheduledExecutorService thread;
  private final Random random;
  private final CallLane lane;
  private final Function<String, JsonNode> bootPayload;
  private final Events events;
  private final AtomicLong strayAnswers = new AtomicLong();
  private volatile boolean accepted;
  private volatile boolean closed;
  private @Nullable StationSocket socket;
  private boolean booted;
  private boolean rejected;
  private String bootReason = "PowerUp";
  private int attempt;

  /**
   * @param bootPayload BootNotification's payload for a reason in the words of OCPP 2.x
   */
  StationLink(
      StationSettings settings,
      ScheduledExecutorService thread,
      Random random,
      CallLane lane,
      Function<String, JsonNode> bootPayload,
      Events events) {
    this.settings = settings;
    this.thread = thread;
    this.random = random;
    this.lane = lane;
    this.bootPayload = bootPayload;
    this.events = events;
  }

  /** Whether the connection is up and the boot was accepted. Any thread. */
  boolean accepted() {
    return accepted;
  }

  /** Whether the boot was accepted once. */
  boolean booted() {
    return booted;
  }

  /** Answers to calls that the station had not open. Any thread. */
  long strayAnswers() {
    return strayAnswers.get();
  }

  void dial() {
    if (!closed) {
      StationSocket fresh = new StationSocket(settings, new SocketEvents());
      socket = fresh;
      fresh.connect();
      Timers.after(thread, HANDSHAKE, () -> giveUp(fresh));
    }
  }

  /**
   * A peer that takes the connection and says nothing would otherwise hold the station for ever.
   */
  private void giveUp(StationSocket on) {
    if (on == socket && !on.isOpen()) {
      on.closeConnection(CloseFrame.NEVER_CONNECTED, "No handshake in time");
    }
  }

  /** Ends the connection; it is dialled again, unless the link is closed. */
  void drop() {
    StationSocket current = socket;
    if (current != null) {
      current.close();
    }
  }

  /** Ends the connection and boots on the next one. */
  void reboot() {
    booted = false;
    bootReason = "RemoteReset";
    drop();
  }

  /** No more connections. Any thread; the last one ends with {@link #drop}. */
  void close() {
    closed = true;
  }

  private void opened(StationSocket from) {
    if (from != socket) {
      return;
    }
    if (closed) {
      from.close();
      return;
    }
    events.connected();
    lane.attach(from::sendText);
    if (booted) {
      bootAccepted();
    } else {
      boot(from);
    }
  }

  private void gone(StationSocket from) {
    if (from != socket) {
      return;
    }
    socket = null;
    accepted = false;
    lane.release(false);
    lane.detach();
    if (!closed) {
      Timers.after(thread, settings.backOff().before(attempt++, random), this::dial);
    }
  }

  private void boot(StationSocket on) {
    if (on != socket) {
      return;
    }
    String reason = bootReason;
    lane.firstCall("BootNotification", () -> bootPayload.apply(reason))
        .whenComplete(
            (answer, failure) -> {
              if (on == socket) {
                bootAnswered(on, answer);
              }
            });
  }

  private void bootAnswered(StationSocket on, @Nullable JsonNode answer) {
    long interval = answer == null ? 0 : answer.path("interval").asLong(0);
    String status = answer == null ? "" : answer.path("status").asText();
    rejected = status.equals("Rejected");
    if (status.equals("Accepted")) {
      booted = true;
      events.heartbeatInterval(interval > 0 ? Duration.ofSeconds(interval) : DEFAULT_HEARTBEAT);
      bootAccepted();
    } else {
      Duration wait = interval > 0 ? Duration.ofSeconds(interval) : DEFAULT_RETRY;
      Timers.after(thread, wait, () -> boot(on));
    }
  }

  private void bootAccepted() {
    attempt = 0;
    accepted = true;
    lane.release(true);
    events.accepted();
  }

  private void received(StationSocket from, String text) {
    Rpc.Frame frame = Rpc.parse(text).orElse(null);
    if (from != socket || frame == null) {
      return;
    }
    switch (frame.type()) {
      case Rpc.CALL -> {
        // A rejected station keeps silent until it has tried again.
        if (!rejected) {
          events.called(new CurrentWire(from), frame);
        }
      }
      case Rpc.RESULT, Rpc.ERROR -> answered(from, frame);
      default -> {
        // Unknown types are to be ignored.
      }
    }
  }

  private void answered(StationSocket from, Rpc.Frame frame) {
    boolean forgotten =
        accepted && frame.type() == Rpc.ERROR && frame.error().code().equals("SecurityError");
    if (!lane.answered(frame)) {
      strayAnswers.incrementAndGet();
    } else if (forgotten) {
      // The CSMS knows nothing of the boot any more, as after a restart without memory.
      booted = false;
      accepted = false;
      bootReason = "Unknown";
      lane.release(false);
      Timers.after(thread, settings.backOff().before(attempt++, random), () -> boot(from));
    }
  }

  /** A call's way back: of no effect once the connection is another one. */
  private final class CurrentWire implements IncomingCalls.Wire {
    private final StationSocket of;

    CurrentWire(StationSocket of) {
      this.of = of;
    }

    @Override
    public boolean current() {
      return of == socket;
    }

    @Override
    public void send(String text) {
      if (current()) {
        of.sendText(text);
      }
    }

    @Override
    public void drop() {
      of.close();
    }
  }

  private final class SocketEvents implements StationSocket.Events {
    @Override
    public void opened(StationSocket from) {
      Timers.execute(thread, () -> StationLink.this.opened(from));
    }

    @Override
    public void text(StationSocket from, String text) {
      Timers.execute(thread, () -> received(from, text));
    }

    @Override
    public void closed(StationSocket from, String reason) {
      Timers.execute(thread, () -> gone(from));
    }
  }
}

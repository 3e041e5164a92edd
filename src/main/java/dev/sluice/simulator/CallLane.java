package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One side's own calls: at most one is open, the others wait in order. Durable calls outlive the
 * connection and are sent again on the next one. Confined to its scheduler's one thread; results
 * are handed out there too.
 */
final class CallLane {
  private static final int TRIES = 3;
  private static final int MOST_WAITING = 1000;

  private final ScheduledExecutorService thread;
  private final Duration timeout;
  private final Deque<OwnCall> waiting = new ArrayDeque<>();
  private @Nullable Consumer<String> wire;
  private boolean released;
  private @Nullable OwnCall open;
  private String openId = "";
  private @Nullable Future<?> deadline;

  CallLane(ScheduledExecutorService thread, Duration timeout) {
    this.thread = thread;
    this.timeout = timeout;
  }

  private static final class OwnCall {
    final String action;
    final Supplier<? extends JsonNode> payload;
    final boolean durable;
    final boolean beforeRelease;
    final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    int tries;

    OwnCall(
        String action,
        Supplier<? extends JsonNode> payload,
        boolean durable,
        boolean beforeRelease) {
      this.action = action;
      this.payload = payload;
      this.durable = durable;
      this.beforeRelease = beforeRelease;
    }
  }

  /** A connection is up. */
  void attach(Consumer<String> wire) {
    this.wire = wire;
    next();
  }

  /** The connection is gone: durable calls wait for the next, the others fail. */
  void detach() {
    wire = null;
    stopDeadline();
    OwnCall lost = open;
    open = null;
    if (lost != null) {
      waiting.addFirst(lost);
    }
    for (OwnCall call : waiting.toArray(new OwnCall[0])) {
      if (!call.durable) {
        waiting.remove(call);
        call.answer.completeExceptionally(new IllegalStateException("The connection is gone"));
      }
    }
  }

  /** Whether calls other than the first one (the boot) may go. */
  void release(boolean released) {
    this.released = released;
    next();
  }

  boolean released() {
    return released;
  }

  /** The payload is made when the call is sent. Without a connection a call fails at once. */
  CompletableFuture<JsonNode> call(String action, Supplier<? extends JsonNode> payload) {
    return add(new OwnCall(action, payload, false, false));
  }

  /** A call that survives the loss of the connection, and is tried three times. */
  CompletableFuture<JsonNode> durableCall(String action, Supplier<? extends JsonNode> payload) {
    return add(new OwnCall(action, payload, true, false));
  }

  /** A call that goes before all others and needs no release. */
  CompletableFuture<JsonNode> firstCall(String action, Supplier<? extends JsonNode> payload) {
    return add(new OwnCall(action, payload, false, true));
  }

  private CompletableFuture<JsonNode> add(OwnCall call) {
    if (wire == null && !call.durable) {
      call.answer.completeExceptionally(new IllegalStateException("Not connected"));
      return call.answer;
    }
    if (waiting.size() >= MOST_WAITING) {
      call.answer.completeExceptionally(new IllegalStateException("Too many calls wait"));
      return call.answer;
    }
    if (call.beforeRelease) {
      waiting.addFirst(call);
    } else {
      waiting.addLast(call);
    }
    next();
    return call.answer;
  }

  private void next() {
    OwnCall head = waiting.peekFirst();
    Consumer<String> out = wire;
    if (open != null || out == null || head == null || !(released || head.beforeRelease)) {
      return;
    }
    waiting.removeFirst();
    open = head;
    openId = UUID.randomUUID().toString();
    String id = openId;
    head.tries++;
    deadline = thread.schedule(() -> expired(id), timeout.toMillis(), TimeUnit.MILLISECONDS);
    out.accept(Rpc.call(id, head.action, head.payload.get()));
  }

  private void expired(String id) {
    OwnCall late = open;
    if (late == null || !openId.equals(id)) {
      return;
    }
    open = null;
    if (late.durable && late.tries < TRIES) {
      waiting.addFirst(late);
    } else {
      late.answer.completeExceptionally(new TimeoutException("No answer to " + late.action));
    }
    next();
  }

  /**
   * Takes a CALLRESULT or CALLERROR.
   *
   * @return false when it answers no open call
   */
  boolean answered(Rpc.Frame frame) {
    OwnCall call = open;
    if (call == null || !openId.equals(frame.id())) {
      return false;
    }
    open = null;
    stopDeadline();
    if (frame.type() == Rpc.RESULT) {
      call.answer.complete(frame.resultPayload());
    } else {
      call.answer.completeExceptionally(frame.error());
    }
    next();
    return true;
  }

  private void stopDeadline() {
    Future<?> running = deadline;
    if (running != null) {
      running.cancel(false);
    }
    deadline = null;
  }
}

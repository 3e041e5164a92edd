package dev.sluice.simulator;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What a station does with the calls that it receives, well behaved or as its fault wants it.
 * Confined to the station's thread.
 */
final class IncomingCalls {
  /** The connection that a call came on. */
  interface Wire {
    /** Whether the connection is still the station's. */
    boolean current();

    /** Sends a text; in vain when the connection is not current. */
    void send(String text);

    /** Drops the connection. */
    void drop();
  }

  private final ScheduledExecutorService thread;
  private final StationAnswers answers;
  private volatile Faults faults;
  private volatile int mostOpen;
  private int open;

  IncomingCalls(ScheduledExecutorService thread, StationAnswers answers, Faults faults) {
    this.thread = thread;
    this.answers = answers;
    this.faults = faults;
  }

  /** Any thread. */
  void faults(Faults faults) {
    this.faults = faults;
  }

  /** The most calls that were open at the same time. Any thread. */
  int mostOpen() {
    return mostOpen;
  }

  /** A new connection: no call is open on it. */
  void connected() {
    open = 0;
  }

  void called(Wire wire, Rpc.Frame call) {
    Faults fault = faults;
    switch (fault.mode()) {
      case SILENT -> {
        // Nothing goes back.
      }
      case DISCONNECT_IN_CALL -> wire.drop();
      case GARBAGE -> wire.send("{\"this is\": not OCPP");
      case CALL_ERROR -> wire.send(Rpc.error(call.id(), "InternalError", "A fault on request"));
      case LATE -> {
        String answer = execute(call);
        began();
        Timers.after(thread, fault.delay(), () -> answer(wire, answer));
      }
      case NONE -> {
        began();
        answer(wire, execute(call));
      }
    }
  }

  private void began() {
    open++;
    mostOpen = Math.max(mostOpen, open);
  }

  private void answer(Wire wire, String text) {
    if (wire.current()) {
      open--;
      wire.send(text);
    }
  }

  private String execute(Rpc.Frame call) {
    try {
      return Rpc.result(call.id(), answers.answer(call.action(), call.callPayload()));
    } catch (CallErrorException e) {
      return Rpc.error(call.id(), e.code(), e.description());
    } catch (RuntimeException e) {
      return Rpc.error(call.id(), "InternalError", e.getClass().getSimpleName());
    }
  }
}

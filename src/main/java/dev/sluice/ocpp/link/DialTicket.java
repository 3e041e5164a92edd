package dev.sluice.ocpp.link;

import io.netty.util.concurrent.EventExecutor;

/**
 * A handshake's way through the gate of its CSMS. Confined to the station's event loop, apart from
 * what the gate says it is for.
 */
final class DialTicket {
  /** What a ticket leads to; one of them, once, on the station's event loop. */
  interface Turn {
    /** The CSMS may be dialled. */
    void go();

    /**
     * It may not.
     *
     * @param retrySeconds when the station should come again at the soonest
     */
    void notNow(String why, int retrySeconds);
  }

  /** Where a ticket is; guarded by the gate's lock. */
  enum Place {
    NEW,
    WAITING,
    DIALLING,
    OVER
  }

  final EventExecutor station;
  final Turn turn;
  Place place = Place.NEW;

  /** Whether it is to find out if the CSMS can be reached again. */
  boolean probe;

  /** When it was let through. */
  long since;

  private final DialGate gate;

  DialTicket(DialGate gate, EventExecutor station, Turn turn) {
    this.gate = gate;
    this.station = station;
    this.turn = turn;
  }

  /** Waits for its turn. */
  void ask() {
    gate.ask(this);
  }

  /** The CSMS answered the handshake, with whatever status. */
  void answered() {
    gate.over(this, DialGate.Result.ANSWERED);
  }

  /** No connection with the CSMS came up. */
  void unreachable() {
    gate.over(this, DialGate.Result.UNREACHABLE);
  }

  /** The time for the handshake is over. */
  void tooSlow() {
    gate.over(this, DialGate.Result.TOO_SLOW);
  }

  /** It is over, and nothing is known about the CSMS. */
  void left() {
    gate.over(this, DialGate.Result.UNKNOWN);
  }
}

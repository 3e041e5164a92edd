package dev.sluice.simulator;

/** How a simulated station treats the calls that it receives. */
public enum FaultMode {
  /** It executes and answers. */
  NONE,
  /** It neither executes nor answers. */
  SILENT,
  /** It executes at once and answers late. */
  LATE,
  /** It does not execute, and answers with a CALLERROR {@code InternalError}. */
  CALL_ERROR,
  /** It does not execute, and sends a text that is not JSON in place of the answer. */
  GARBAGE,
  /** It drops the connection in place of the answer, and comes back after its back-off. */
  DISCONNECT_IN_CALL
}

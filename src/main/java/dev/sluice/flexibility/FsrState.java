package dev.sluice.flexibility;

/** The states of an FSR (fo-interface 4.7) as far as this core distinguishes them. */
public enum FsrState {
  RECEIVED,
  ACCEPTED,
  PARTIALLY_ACCEPTED,
  SCHEDULED,
  ACTIVE,
  SUSPENDED,
  /** The end was reached or asked for; stations are being released. */
  RELEASING,
  COMPLETED,
  ABORTED,
  FAILED,
  CANCELLED,
  REJECTED;

  /** Whether nothing more can happen to the FSR. */
  public boolean terminal() {
    return this == COMPLETED
        || this == ABORTED
        || this == FAILED
        || this == CANCELLED
        || this == REJECTED;
  }
}

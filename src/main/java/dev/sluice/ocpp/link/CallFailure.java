package dev.sluice.ocpp.link;

/** Why an injected call has no CALLRESULT. */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The closed set of reasons. */
  public enum Reason {
    /** No such station is connected, or it left before the call was sent. */
    NOT_CONNECTED,
    /** The CSMS has not accepted the station's boot. */
    NOT_ACCEPTED,
    /** Injecting is off for the station, or only observed. */
    INJECT_OFF,
    /** The payload does not match the official schema. */
    INVALID,
    /** The guard refused it (design D4). */
    GUARD,
    /** The lane's queue is full. */
    QUEUE_FULL,
    /** A newer call with the same key took its place. */
    SUPERSEDED,
    /** It waited longer than its expiry. */
    EXPIRED,
    /**
     * It was sent and no answer came in time, or none will be recognised as its own; whether the
     * station obeyed is unknown.
     */
    TIMEOUT,
    /** The station answered CALLERROR. */
    CALL_ERROR,
    /** It was answered, but the answer cannot be read; whether the station obeyed is unknown. */
    UNREADABLE,
    /** The link closed while the call was open; whether the station obeyed is unknown. */
    LINK_CLOSED
  }

  private final Reason reason;
  private final String code;

  /**
   * @param reason why
   * @param code OCPP error code for {@link Reason#CALL_ERROR}, else empty
   * @param message what happened, for a person
   */
  public CallFailure(Reason reason, String code, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.code = code;
  }

  public Reason reason() {
    return reason;
  }

  public String code() {
    return code;
  }
}

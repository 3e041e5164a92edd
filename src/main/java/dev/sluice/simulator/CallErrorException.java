package dev.sluice.simulator;

/** A CALLERROR, to be sent or received. */
public final class CallErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final String description;

  public CallErrorException(String code, String description) {
    super(code + ": " + description, null, false, false);
    this.code = code;
    this.description = description;
  }

  /** The OCPP error code, for example {@code NotImplemented}. */
  public String code() {
    return code;
  }

  /** The text beside the code, for people. */
  public String description() {
    return description;
  }
}

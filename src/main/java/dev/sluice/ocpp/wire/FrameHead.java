package dev.sluice.ocpp.wire;

/**
 * The first elements of an OCPP-J frame (Part 4 section 4.1).
 *
 * @param messageType 2 CALL, 3 CALLRESULT, 4 CALLERROR, 5 CALLRESULTERROR, 6 SEND, another number
 *     as it stands, or {@link #UNREADABLE}
 * @param messageId the message id, empty when unreadable; one that is not a string, such as a
 *     number, as it is written
 * @param action the action of a CALL or SEND, else empty
 */
public record FrameHead(int messageType, String messageId, String action) {
  /** The frame does not begin like a JSON array with a number and an id. */
  public static final int UNREADABLE = -1;

  public static final int CALL = 2;
  public static final int CALLRESULT = 3;
  public static final int CALLERROR = 4;
  public static final int CALLRESULTERROR = 5;
  public static final int SEND = 6;

  static final FrameHead NONE = new FrameHead(UNREADABLE, "", "");

  /** Whether this answers a call: it goes to whoever made the call. */
  public boolean answersCall() {
    return messageType == CALLRESULT || messageType == CALLERROR;
  }
}

package dev.sluice.ocpp.wire;

/** A text that is not an OCPP-J frame; the message says what is wrong and what was expected. */
public final class FrameFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  FrameFormatException(String message) {
    super(message);
  }
}

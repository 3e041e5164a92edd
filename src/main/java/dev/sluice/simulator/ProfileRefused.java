package dev.sluice.simulator;

/** A profile that a station rejects, with OCPP 2.x' reason code. */
final class ProfileRefused extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reasonCode;

  ProfileRefused(String reasonCode, String message) {
    super(message, null, false, false);
    this.reasonCode = reasonCode;
  }

  String reasonCode() {
    return reasonCode;
  }
}

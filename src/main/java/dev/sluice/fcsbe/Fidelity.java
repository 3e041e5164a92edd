package dev.sluice.fcsbe;

/**
 * How faithfully a protocol generation follows a power request (ocpp16-degradation). The gateway
 * installs station-maximum limits only so far, whatever the generation could do.
 */
public enum Fidelity {
  /** An upper limit: the vehicle may take less, and a setpoint is reached only from above. */
  LIMIT("limit"),
  /** The station's protocol is not known yet. */
  UNKNOWN("unknown");

  private final String wire;

  Fidelity(String wire) {
    this.wire = wire;
  }

  /** The word in documents. */
  public String wire() {
    return wire;
  }

  /**
   * @param protocol the subprotocol's token, for example {@code ocpp1.6}; empty when unknown
   */
  public static Fidelity of(String protocol) {
    return switch (protocol) {
      case "ocpp1.6", "ocpp2.0.1", "ocpp2.1" -> LIMIT;
      default -> UNKNOWN;
    };
  }
}

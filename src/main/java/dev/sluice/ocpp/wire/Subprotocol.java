package dev.sluice.ocpp.wire;

import java.util.Optional;

/** The OCPP-J subprotocols that the gateway relays and speaks. */
public enum Subprotocol {
  OCPP16("ocpp1.6", "ocpp-1.6"),
  OCPP201("ocpp2.0.1", "ocpp-2.0.1"),
  OCPP21("ocpp2.1", "ocpp-2.1");

  private final String token;
  private final String folder;

  Subprotocol(String token, String folder) {
    this.token = token;
    this.folder = folder;
  }

  /** The token of the {@code Sec-WebSocket-Protocol} header. */
  public String token() {
    return token;
  }

  /** The name of this version's folder under {@code mappings/}. */
  public String folder() {
    return folder;
  }

  public boolean isV16() {
    return this == OCPP16;
  }

  /** The subprotocol with this header token; empty when the gateway does not know it. */
  public static Optional<Subprotocol> of(String token) {
    for (Subprotocol candidate : values()) {
      if (candidate.token.equals(token)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;

/**
 * Receives the changes of links. Called on the station's event loop: must hand over and return at
 * once.
 */
public interface LinkEvents {
  /** Both legs are up. */
  void connected(String stationId, Subprotocol subprotocol);

  /**
   * The CSMS has accepted the station's boot (now or before a reconnect): calls may be injected
   * from now on.
   */
  void injectable(String stationId, Subprotocol subprotocol);

  /** The link is gone. */
  void disconnected(String stationId, Subprotocol subprotocol);
}

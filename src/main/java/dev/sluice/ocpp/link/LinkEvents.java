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

  /**
   * A profile of the gateway's own is no longer installed, and no call that the gateway was asked
   * for removed it: the CSMS did, or it had to make room for the CSMS's. A limit that is still
   * wanted has to be sent again. Told at most once for each call.
   */
  default void ownProfileGone(String stationId) {}

  /**
   * Somebody without the station's credentials wanted to be the station while it is connected, and
   * was refused. Told on the event loop of that connection.
   *
   * @param from its address, an IPv6 one as its /64
   */
  default void takeoverRefused(String stationId, String from) {}

  /** The link is gone. */
  void disconnected(String stationId, Subprotocol subprotocol);
}

package dev.sluice.ocpp.camel;

/** What {@code ocpp:links} tells of a station's link. */
public enum LinkEvent {
  /** Both legs are up. */
  CONNECTED,
  /** The CSMS has accepted the station: calls may be injected. */
  ACCEPTED,
  /** The link is gone. */
  DISCONNECTED
}

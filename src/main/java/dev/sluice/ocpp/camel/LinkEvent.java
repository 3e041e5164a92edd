package dev.sluice.ocpp.camel;

/** What {@code ocpp:links} tells of a station's link. */
public enum LinkEvent {
  /** Both legs are up. */
  CONNECTED,
  /** The CSMS has accepted the station: calls may be injected. */
  ACCEPTED,
  /** The link is gone. */
  DISCONNECTED,
  /** The CSMS removed a limit of the gateway's own, or it had to make room for the CSMS's. */
  OWN_PROFILE_GONE
}

package dev.sluice.ocpp.link;

import java.util.Locale;

/** What can take a station away from the gateway, or shut it out (ocpp.md 4.6). */
public enum CutOff {
  /** A network profile, or the order of them: the station may dial another address. */
  NETWORK_PROFILE,
  /** A vendor's own key for the backend's address. */
  BACKEND_ADDRESS,
  /** The security profile: the station may come by TLS, or without, or with a certificate. */
  SECURITY_PROFILE,
  /** The password of the station: the gateway's stations file has to learn of it. */
  PASSWORD,
  /** Anchors by which the station knows the CSMS, and so the gateway. */
  ROOT_CERTIFICATES,
  /** A certificate of the station's own: the gateway has to trust who issued it. */
  STATION_CERTIFICATE,
  /** Firmware, after which everything may be different. */
  FIRMWARE;

  /** As in the configuration: {@code network-profile}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

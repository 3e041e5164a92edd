package dev.sluice.ocpp.link;

/** Who decides on a station's credentials, and what the CSMS gets to see of them. */
public enum CredentialMode {
  /** The CSMS decides: the station's Authorization goes up as it came. */
  RELAY,
  /** The gateway decides first, then the CSMS, which gets the station's Authorization. */
  VERIFY_AND_RELAY,
  /** The gateway decides; the CSMS gets the credentials that the gateway has for the station. */
  VERIFY_AND_REPLACE
}

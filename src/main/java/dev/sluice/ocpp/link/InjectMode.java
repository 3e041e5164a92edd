package dev.sluice.ocpp.link;

/** Whether the gateway's own calls are sent (design D4a). */
public enum InjectMode {
  /** Nothing is injected. */
  OFF,
  /** Everything is done but the sending, and what would have been sent is logged. */
  OBSERVE,
  ON
}

package dev.sluice.ocpp.link;

/** Which way a frame travels. */
public enum Direction {
  /** From the station to the CSMS. */
  UP,
  /** From the CSMS to the station. */
  DOWN
}

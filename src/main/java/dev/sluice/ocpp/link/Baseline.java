package dev.sluice.ocpp.link;

/**
 * What is known of the charging profiles that a station held before the gateway first saw it. A
 * profile of the gateway's own replaces one of the same purpose for good (ocpp.md 4.7).
 */
public enum Baseline {
  /**
   * Nothing: no limit is installed at a station before it has said that it holds no station maximum
   * of the CSMS's.
   */
  UNKNOWN,
  /**
   * The operator states that the CSMS had no station-maximum profile installed at any station
   * before the gateway saw it.
   */
  NONE
}

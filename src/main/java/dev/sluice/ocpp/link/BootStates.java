package dev.sluice.ocpp.link;

/**
 * Port: remembers, over a restart of the gateway, which stations the CSMS has accepted (ocpp.md
 * 4.5). Must not block long.
 */
public interface BootStates {
  /** What the CSMS last said to the station's boot notification. */
  enum BootState {
    UNKNOWN,
    ACCEPTED,
    PENDING,
    REJECTED
  }

  /** The stored state; {@link BootState#UNKNOWN} when there is none. */
  BootState get(String stationId);

  /**
   * Stores the state. Called on an event loop: the implementation hands over and returns at once.
   */
  void put(String stationId, BootState state);
}

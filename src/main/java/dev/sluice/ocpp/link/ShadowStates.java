package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Port: remembers, over a restart of the gateway, which charging profiles are known to be installed
 * at each station. Must not block long.
 */
public interface ShadowStates {
  /** The stored shadow; empty when there is none. */
  Optional<JsonNode> get(String stationId);

  /**
   * Stores the shadow. Called on an event loop: the implementation hands over and returns at once.
   */
  void put(String stationId, JsonNode shadow);
}

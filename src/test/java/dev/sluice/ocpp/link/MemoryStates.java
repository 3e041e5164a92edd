package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Boot states and shadows that last as long as the test. */
final class MemoryStates implements BootStates {
  final Map<String, BootState> boots = new ConcurrentHashMap<>();
  final Map<String, JsonNode> shadows = new ConcurrentHashMap<>();

  @Override
  public BootState get(String stationId) {
    return boots.getOrDefault(stationId, BootState.UNKNOWN);
  }

  @Override
  public void put(String stationId, BootState state) {
    boots.put(stationId, state);
  }

  ShadowStates shadowStates() {
    return new ShadowStates() {
      @Override
      public Optional<JsonNode> get(String stationId) {
        return Optional.ofNullable(shadows.get(stationId));
      }

      @Override
      public void put(String stationId, JsonNode shadow) {
        shadows.put(stationId, shadow);
      }
    };
  }
}

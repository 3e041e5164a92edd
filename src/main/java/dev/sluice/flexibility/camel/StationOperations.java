package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.Refusal;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.model.StationView;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The steps by which what happens at stations reaches the core, and is read. */
final class StationOperations {
  private StationOperations() {}

  static @Nullable Object observe(ResourceBook resources, FlexibilityCore core, Message in) {
    String stationId = MessageParts.text(in, FlexibilityHeaders.OCPP_STATION_ID);
    JsonNode document = MessageParts.document(in, "an Observation document");
    String unit = resources.rateUnit(stationId).orElse(CommandsConsumer.USUAL_UNIT);
    ObservationDocument.read(stationId, document).forEach(resources::observe);
    if (!resources.rateUnit(stationId).orElse(unit).equals(unit)) {
      // A limit in the other unit may have been refused: the station is asked again, at once.
      core.reachabilityChanged(stationId);
    }
    return in.getBody();
  }

  static @Nullable Object link(ResourceBook resources, FlexibilityCore core, Message in) {
    String stationId = MessageParts.text(in, FlexibilityHeaders.OCPP_STATION_ID);
    JsonNode document = MessageParts.document(in, "{\"event\":\"…\",\"protocol\":\"…\"}");
    String event = document.path("event").asText();
    String protocol = document.path("protocol").asText();
    switch (event) {
      case "CONNECTED" -> resources.connected(stationId, protocol);
      case "ACCEPTED" -> resources.injectable(stationId, protocol);
      case "DISCONNECTED" -> resources.disconnected(stationId);
      case "OWN_PROFILE_GONE" -> {
        // Nothing to note of the station: the core tells it again what still holds.
      }
      default ->
          throw new IllegalArgumentException(
              "event must be CONNECTED, ACCEPTED, DISCONNECTED or OWN_PROFILE_GONE, is \""
                  + event
                  + "\"");
    }
    core.reachabilityChanged(stationId);
    return in.getBody();
  }

  static StationView station(ResourceBook resources, Message in) {
    String stationId = MessageParts.text(in, FlexibilityHeaders.STATION_ID);
    return resources
        .station(stationId)
        .orElseThrow(() -> new Refusal("unknown-resource", "there is no station " + stationId));
  }
}

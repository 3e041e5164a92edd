package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import dev.sluice.model.StationView;
import java.time.Instant;

/** Stations and EVSEs as an FO sees them (M02). Power in W, positive = charging. */
public final class StationWriter {
  private StationWriter() {}

  public static ObjectNode station(StationView station) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stationId", station.stationId());
    json.put("protocol", station.protocol());
    json.put("vendor", station.vendor());
    json.put("model", station.model());
    json.put("connected", station.connected());
    json.put("controllable", station.injectable());
    MeasuredPower measured = MeasuredPower.of(station);
    json.put("powerW", measured.w());
    json.put("powerQuality", measured.quality().name());
    ArrayNode evses = json.putArray("evses");
    station.evses().forEach(evse -> evses.add(evse(station, evse)));
    return json;
  }

  public static ObjectNode evse(StationView station, EvseView evse) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("evse", station.stationId() + ":" + evse.evseId());
    json.put("evseId", evse.evseId());
    json.put("phases", evse.phases());
    json.put("voltageV", evse.voltageV());
    json.put("ratedW", evse.ratedW());
    // No message of the link tells a rating so far; it is the configured default.
    json.put("ratedQuality", Quality.ASSUMED.name());
    json.put("charging", evse.charging());
    json.put("powerW", evse.powerW());
    json.put("powerQuality", evse.quality().name());
    Instant at = evse.measuredAt();
    json.put("measuredAt", at == null ? null : WireTime.of(at));
    return json;
  }
}

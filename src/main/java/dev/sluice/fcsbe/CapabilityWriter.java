package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Fsr.ServiceClass;
import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import dev.sluice.model.StationView;
import java.util.List;

/**
 * What a station or an EVSE can be asked for (M03): no more than the gateway does there today. The
 * range is signed, load convention, W; {@code pMin} is 0 because nothing can be made to discharge.
 */
public final class CapabilityWriter {
  private static final double MINIMUM_A = 6.0;

  private CapabilityWriter() {}

  public static ObjectNode station(StationView station) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stationId", station.stationId());
    write(json, station, station.evses(), station.ratedW());
    return json;
  }

  public static ObjectNode evse(StationView station, EvseView evse) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stationId", station.stationId());
    json.put("evse", station.stationId() + ":" + evse.evseId());
    write(json, station, List.of(evse), evse.ratedW());
    if (station.evses().size() > 1) {
      ((ObjectNode) json.get("functions"))
          .put("addressed", "the whole station: a limit holds for all its EVSEs together");
    }
    return json;
  }

  private static void write(
      ObjectNode json, StationView station, List<EvseView> evses, long ratedW) {
    Fidelity fidelity = Fidelity.of(station.protocol());
    double perAmpere =
        evses.stream().mapToDouble(evse -> evse.phases() * evse.voltageV()).max().orElse(0);
    json.put("protocol", station.protocol());
    json.put("available", station.injectable());
    ObjectNode range = json.putObject("power");
    range.put("pMin", 0);
    range.put("pMax", ratedW);
    range.put("unit", "W");
    range.put("quality", Quality.ASSUMED.name());
    range.put("smallestCharging", Math.round(Math.ceil(MINIMUM_A * perAmpere)));
    range.put(
        "step", station.protocol().equals("ocpp1.6") ? Math.round(Math.ceil(perAmpere / 10)) : 1);
    ObjectNode functions = json.putObject("functions");
    functions.put("fidelity", fidelity.wire());
    functions.put("limit", fidelity == Fidelity.LIMIT);
    functions.put("discharge", false);
    functions.put("reactivePower", false);
    functions.put("droop", false);
    ObjectNode classes = json.putObject("classes");
    boolean known = fidelity == Fidelity.LIMIT;
    classes.put(ServiceClass.ENVELOPE.name(), known ? "FULL" : "NONE");
    classes.put(ServiceClass.SETPOINT.name(), known ? "DEGRADED" : "NONE");
    classes.put(ServiceClass.RELEASE.name(), known ? "FULL" : "NONE");
    if (known) {
      json.putArray("degradations")
          .add("SETPOINT: only an upper limit can be set; the vehicle may take less");
    }
  }
}

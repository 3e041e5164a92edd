package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Fsr;

/** Writes an FSR as an FO sends it; {@link FsrReader} reads the same again. */
public final class FsrWriter {
  private FsrWriter() {}

  /** The document; the FO is not part of it, its certificate says who it is. */
  public static ObjectNode write(Fsr fsr) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fsrId", fsr.fsrId());
    json.put("revision", fsr.revision());
    json.put("class", fsr.serviceClass().name());
    ObjectNode target = json.putObject("target");
    String groupId = fsr.groupId();
    if (groupId != null) {
      target.put("group", groupId);
    } else {
      ArrayNode stations = target.putArray("stations");
      fsr.stations().forEach(stations::add);
    }
    json.set("window", window(fsr));
    json.put("partialAccepted", fsr.partialAccepted());
    switch (fsr.serviceClass()) {
      case ENVELOPE -> json.putObject("parameters").put("pMax", fsr.powerW());
      case SETPOINT -> setpoint(fsr, json.putObject("parameters"));
      case RELEASE -> {}
    }
    return json;
  }

  private static void setpoint(Fsr fsr, ObjectNode parameters) {
    parameters.put("mode", "ABSOLUTE");
    if (fsr.powerW() != null) {
      parameters.put("value", fsr.powerW());
    }
    if (fsr.staleAfterMs() != null) {
      parameters.putObject("stream").put("staleAfterMs", fsr.staleAfterMs());
    }
  }

  static ObjectNode window(Fsr fsr) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("start", WireTime.of(fsr.start()))
        .put("end", WireTime.of(fsr.end()));
  }
}

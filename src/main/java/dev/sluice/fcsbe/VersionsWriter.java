package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Fsr.ServiceClass;

/** What this port speaks (fo-interface 4.1, versioning). */
public final class VersionsWriter {
  private VersionsWriter() {}

  public static ObjectNode write() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode version = json.putArray("versions").addObject();
    version.put("major", 1).put("minor", 0).put("base", "/fo/v1");
    version.putArray("bindings").add("https");
    version.putArray("encodings").add(MediaTypes.JSON).add(MediaTypes.VENDOR_JSON);
    var classes = version.putArray("classes");
    for (ServiceClass serviceClass : ServiceClass.values()) {
      classes.add(serviceClass.name());
    }
    version
        .putObject("limits")
        .put("bodyBytes", JsonDocument.MAX_BYTES)
        .put("stations", FsrReader.MAX_STATIONS)
        .put("powerW", FsrReader.MAX_POWER_W)
        .put("notifications", FoOperation.MAX_PAGE)
        .put("waitS", FoOperation.MAX_WAIT_S);
    return json;
  }
}

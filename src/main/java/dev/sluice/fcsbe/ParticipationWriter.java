package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.Participation;
import dev.sluice.flexibility.Resources;

/** Each station's part in an FSR, beside what is measured there. */
public final class ParticipationWriter {
  private ParticipationWriter() {}

  public static ObjectNode write(FsrRecord record, Resources resources) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fsrId", record.request().fsrId());
    json.put("state", record.state().name());
    json.put("unit", "W");
    ArrayNode list = json.putArray("participations");
    for (Participation part : record.participations()) {
      ObjectNode entry = list.addObject();
      entry.put("station", part.stationId());
      entry.put("state", part.state().name());
      entry.put("reason", part.reason());
      entry.put("allocatedW", part.allocatedW());
      entry.put("confirmedW", part.confirmedW());
      MeasuredPower measured =
          resources
              .station(part.stationId())
              .map(MeasuredPower::of)
              .orElseGet(MeasuredPower::unknown);
      entry.put("measuredW", measured.w());
      entry.put("measuredQuality", measured.quality().name());
    }
    return json;
  }
}

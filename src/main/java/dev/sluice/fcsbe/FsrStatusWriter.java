package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.FsrState;
import dev.sluice.flexibility.Participation;
import dev.sluice.flexibility.Resources;
import dev.sluice.model.StationView;
import java.util.Optional;
import java.util.TreeMap;

/** What an FO reads of its FSR: state, value in force and the response (M09, fo-interface 4.6). */
public final class FsrStatusWriter {
  /** 0.1 A on three phases: less than this is rounding. */
  private static final long COARSEST_STEP_W = 70;

  private FsrStatusWriter() {}

  /** The FSR as a resource. */
  public static ObjectNode status(FsrRecord record, Resources resources) {
    Fsr fsr = record.request();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fsrId", fsr.fsrId());
    json.put("revision", fsr.revision());
    json.put("class", fsr.serviceClass().name());
    json.put("state", record.state().name());
    json.put("reason", record.reason());
    json.set("window", FsrWriter.window(fsr));
    Long setpoint = record.setpointW();
    if (setpoint != null) {
      json.putObject("setpoint").put("value", setpoint).put("seq", record.setpointSeq());
    }
    json.put("updatedAt", WireTime.of(record.updatedAt()));
    json.set("response", response(record, resources));
    return json;
  }

  /**
   * The response: what of the request is promised, by how many stations not and why, and how
   * faithfully each protocol generation can follow.
   */
  public static ObjectNode response(FsrRecord record, Resources resources) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    TreeMap<String, Integer> excluded = new TreeMap<>();
    TreeMap<String, String> fidelity = new TreeMap<>();
    long committed = 0;
    int serving = 0;
    for (Participation part : record.participations()) {
      boolean out = !part.reason().isEmpty();
      if (out) {
        excluded.merge(part.reason(), 1, Integer::sum);
      } else {
        serving++;
      }
      committed += part.allocatedW();
      Optional<StationView> station = resources.station(part.stationId());
      if (!out && station.isPresent() && !station.get().protocol().isEmpty()) {
        fidelity.put(station.get().protocol(), Fidelity.of(station.get().protocol()).wire());
      }
    }
    json.put("fsrId", record.request().fsrId());
    json.put("outcome", outcome(record, excluded.isEmpty() && !falls(record, committed)));
    boolean valued =
        record.request().serviceClass() != Fsr.ServiceClass.RELEASE && record.setpointW() != null;
    if (valued) {
      json.putObject("committed").put("value", committed).put("unit", "W").put("point", "GROUP");
    }
    json.put("stations", serving);
    ObjectNode reasons = json.putObject("excluded");
    excluded.forEach(reasons::put);
    ObjectNode generations = json.putObject("fidelity");
    fidelity.forEach(generations::put);
    return json;
  }

  /** Whether what the stations are given is less than the setpoint by more than rounding. */
  private static boolean falls(FsrRecord record, long committed) {
    Long setpoint = record.setpointW();
    return record.request().serviceClass() == Fsr.ServiceClass.SETPOINT
        && setpoint != null
        && !record.state().terminal()
        && setpoint - committed > COARSEST_STEP_W;
  }

  private static String outcome(FsrRecord record, boolean whole) {
    if (record.state() == FsrState.REJECTED) {
      return "REJECTED";
    }
    return whole && record.state() != FsrState.PARTIALLY_ACCEPTED ? "ACCEPTED" : "PARTIAL";
  }
}

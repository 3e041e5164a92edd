package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.FsrRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A streamed setpoint (M10).
 *
 * @param seq strictly increasing for each FSR
 * @param powerW for the whole target in W, charging direction, at least 0
 */
public record SetpointDocument(long seq, long powerW) {
  /**
   * Reads {@code {"seq":7,"value":42000}}.
   *
   * @throws ProblemException with all violations
   */
  public static SetpointDocument read(byte[] body) {
    List<Violation> violations = new ArrayList<>();
    Members members = new Members(JsonDocument.object(body), "", violations);
    Long seq = members.integer("seq", true, 1, Long.MAX_VALUE);
    Long value = members.integer("value", true, 0, FsrReader.MAX_POWER_W);
    members.nothingElse();
    Violations.refuse(ProblemCode.SCHEMA_VIOLATION, violations);
    if (seq == null || value == null) {
      throw new IllegalStateException("a missing member was not noted");
    }
    return new SetpointDocument(seq, value);
  }

  /** As the core's endpoint takes it: {@code {"seq":7,"p":42000}}. */
  public ObjectNode forCore() {
    return JsonNodeFactory.instance.objectNode().put("seq", seq).put("p", powerW);
  }

  /**
   * The value in force.
   *
   * @throws ProblemException {@code unknown-resource} before the first one came
   */
  public static ObjectNode write(FsrRecord record) {
    Long value = record.setpointW();
    if (value == null) {
      throw new ProblemException(
          ProblemCode.UNKNOWN_RESOURCE,
          "FSR " + record.request().fsrId() + " has no setpoint yet; send one");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("seq", record.setpointSeq())
        .put("value", value)
        .put("unit", "W")
        .put("receivedAt", WireTime.of(record.setpointAt()));
  }
}

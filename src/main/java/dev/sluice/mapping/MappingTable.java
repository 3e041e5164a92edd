package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A compiled table. Immutable; safe for any thread. */
public final class MappingTable {
  private final String id;
  private final String file;
  private final Map<MappingDirection, List<Step>> plans;

  MappingTable(String id, String file, Map<MappingDirection, List<Step>> plans) {
    this.id = id;
    this.file = file;
    this.plans = new EnumMap<>(plans);
  }

  /** Folder and name, for example {@code ocpp-2.1/MeterValues}. */
  public String id() {
    return id;
  }

  /** Path of the file, from the folder of the mappings on. */
  public String file() {
    return file;
  }

  /** The directions that it can be applied in. */
  public Set<MappingDirection> directions() {
    return Set.copyOf(plans.keySet());
  }

  /**
   * Maps a message. The message is only read, and shares no mutable node with the result.
   *
   * @throws MappingException if the table does not work in this direction, if the message is not an
   *     object, or if it lacks what a required row needs
   */
  public MappingOutcome apply(MappingDirection direction, JsonNode message) {
    return apply(direction, message, new MappingPass(id, null));
  }

  /** Maps a message as {@link #apply} does, and tells what each row did, up to a thousand rows. */
  public MappingTrace trace(MappingDirection direction, JsonNode message) {
    List<RowEffect> effects = new ArrayList<>();
    try {
      return new MappingTrace(apply(direction, message, new MappingPass(id, effects)), "", effects);
    } catch (MappingException e) {
      return new MappingTrace(null, String.valueOf(e.getMessage()), effects);
    }
  }

  private MappingOutcome apply(MappingDirection direction, JsonNode message, MappingPass pass) {
    Position top = new Position(file, 1, 1);
    List<Step> plan = plans.get(direction);
    if (plan == null) {
      throw pass.failure(
          top, id, "the table has no direction " + direction + ", only " + plans.keySet());
    }
    if (!message.isObject()) {
      throw pass.failure(top, id, "the message is not a JSON object but " + message.getNodeType());
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    Scope scope = new Scope(message, null);
    try {
      for (Step step : plan) {
        step.run(scope, result, pass);
      }
    } catch (DroppedItem e) {
      throw new IllegalStateException("drop-item outside of each passed the check of " + id, e);
    }
    return new MappingOutcome(result, pass.degradations());
  }
}

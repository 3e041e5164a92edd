package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Quality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row, compiled for one direction.
 *
 * @param at the row's place, for errors
 * @param target the element that it fills, for reports
 * @param when what must hold for it to apply; null for always
 * @param source where the value comes from; null when the row is a constant
 * @param constant the value of a constant row; null when the row has a source
 * @param allowed what the information model allows of the value that goes down; null where it
 *     limits nothing, and for rows that read a protocol
 * @param steps the conversions, in order
 * @param bounds what the target is and allows
 * @param required whether the source must be there when the row applies
 * @param substitute what is written when the source is absent; null for nothing
 * @param rule what is done with a value that cannot be used
 * @param ruleValue what {@code default:} writes; null for other rules
 * @param quality marker of values that are not as they were; null for none
 * @param always whether every use of the row is reported as an assumption
 */
record Alternative(
    Position at,
    String target,
    @Nullable Condition when,
    @Nullable ElementPath source,
    @Nullable JsonNode constant,
    @Nullable Bounds allowed,
    List<ValueStep> steps,
    Bounds bounds,
    boolean required,
    @Nullable JsonNode substitute,
    DegradeRule rule,
    @Nullable JsonNode ruleValue,
    @Nullable Quality quality,
    boolean always) {
  Alternative {
    steps = List.copyOf(steps);
  }

  /** The value for the target, or null when the row leaves it out. */
  @Nullable JsonNode value(Scope scope, MappingPass pass) throws DroppedItem {
    if (constant != null) {
      return reported(constant, constant, pass);
    }
    JsonNode read = source == null ? null : source.read(scope);
    if (read == null) {
      return absent(pass);
    }
    if (allowed != null) {
      modelAllows(allowed, read, pass);
    }
    JsonNode value = read;
    try {
      for (int i = 0; i < steps.size(); i++) {
        value = steps.get(i).apply(value, scope);
        if (value.isMissingNode()) {
          return absent(pass);
        }
      }
      value = bounds.fitted(value);
      return reported(value, read, pass);
    } catch (BadValueException e) {
      return degraded(value, read, e.reason(), pass);
    }
  }

  /**
   * A command that its own model forbids is a mistake upstream, and no row may drop it or bring it
   * nearer: a charging limit below zero is discharge to some protocols.
   */
  private void modelAllows(Bounds model, JsonNode read, MappingPass pass) {
    try {
      if (read.isArray()) {
        for (JsonNode item : read) {
          model.check(item);
        }
      } else {
        model.check(read);
      }
    } catch (BadValueException e) {
      throw pass.failure(at, element(), e.reason());
    }
  }

  private JsonNode reported(JsonNode value, JsonNode read, MappingPass pass) {
    if (always) {
      pass.degraded(new Degradation(target, "assumed", read.asText(), quality, "", at));
    }
    return value;
  }

  private @Nullable JsonNode absent(MappingPass pass) throws DroppedItem {
    if (substitute != null) {
      if (quality != null) {
        pass.degraded(new Degradation(target, "default", "", quality, "is missing", at));
      }
      return substitute;
    }
    if (!required) {
      return null;
    }
    if (rule.kind() == DegradeRule.Kind.DROP_ITEM) {
      pass.degraded(new Degradation(target, rule.toString(), "", quality, "is missing", at));
      throw DroppedItem.SIGNAL;
    }
    throw pass.failure(at, element(), "is missing, and the row is required");
  }

  private @Nullable JsonNode degraded(
      JsonNode value, JsonNode read, String reason, MappingPass pass) throws DroppedItem {
    if (rule.kind() == DegradeRule.Kind.REJECT) {
      throw pass.failure(at, element(), reason);
    }
    @Nullable JsonNode instead = ruleValue;
    if (rule.kind() == DegradeRule.Kind.NEAREST) {
      try {
        instead = bounds.nearest(value);
      } catch (BadValueException e) {
        throw pass.failure(at, element(), reason);
      }
    }
    pass.degraded(new Degradation(target, rule.toString(), read.asText(), quality, reason, at));
    if (rule.kind() == DegradeRule.Kind.DROP_ITEM) {
      throw DroppedItem.SIGNAL;
    }
    return instead;
  }

  private String element() {
    return source == null ? target : source.toString();
  }
}

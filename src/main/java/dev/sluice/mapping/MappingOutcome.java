package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A mapped message.
 *
 * @param result the message of the other side; the caller's own
 * @param degradations what could not be carried over as it was, in the order of the table
 */
public record MappingOutcome(ObjectNode result, List<Degradation> degradations) {
  public MappingOutcome {
    degradations = List.copyOf(degradations);
  }
}

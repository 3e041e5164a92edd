package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table applied to a message, row by row.
 *
 * @param outcome what came of it; null when the message was not mapped
 * @param failure why it was not mapped; empty when it was
 * @param effects what the rows did, in the order of their work; those of one array element after
 *     those of the one before
 */
public record MappingTrace(
    @Nullable MappingOutcome outcome, String failure, List<RowEffect> effects) {
  public MappingTrace {
    effects = List.copyOf(effects);
  }
}

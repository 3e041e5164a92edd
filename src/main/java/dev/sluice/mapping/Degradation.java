package dev.sluice.mapping;

import dev.sluice.model.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One value that a mapping could not carry over as it was (design D16).
 *
 * @param element the element of the result that it is about
 * @param rule the rule that was applied, as it is written in the table: {@code drop}, {@code
 *     default:0}, {@code nearest}; {@code default} when an absent value was filled in; {@code
 *     assumed} when a row with a quality marker applied
 * @param original the value that the message had; empty when it had none
 * @param quality marker that the value carries from here on; null when the row names none
 * @param reason what was wrong with the value; empty for {@code assumed}
 * @param at the row
 */
public record Degradation(
    String element,
    String rule,
    String original,
    @Nullable Quality quality,
    String reason,
    Position at) {}

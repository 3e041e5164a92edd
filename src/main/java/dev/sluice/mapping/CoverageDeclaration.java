package dev.sluice.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Why a protocol's tables do not carry an element, as a file in {@code coverage/} says it.
 *
 * @param element id of the element; without a letter it stands for all parts that have no row
 * @param state {@code REFUSED} or {@code NOT_APPLICABLE}
 * @param reason why, for people
 * @param note for people, such as the clause; or null
 * @param at where the id stands
 */
public record CoverageDeclaration(
    String element, CoverageState state, String reason, @Nullable String note, Position at) {}

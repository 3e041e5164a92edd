package dev.sluice.flexibility;

import org.jspecify.annotations.Nullable;

/**
 * One measured power.
 *
 * @param phase {@code L1}, {@code L2}, {@code L3}, also with {@code -N}; null for the total
 * @param w power in W, positive = charging
 */
public record PowerSample(@Nullable String phase, double w) {}

package dev.sluice.flexibility;

import java.time.Instant;

/**
 * One entry of an FO's notification log (M12), published only after the state that it tells of is
 * durable.
 *
 * @param offset position in the log, strictly increasing; resume from here
 * @param foId whose log
 * @param at when it happened
 * @param type for example {@code FSR_STATE}, {@code PARTICIPATION}, {@code EXPOSURE}
 * @param fsrId the FSR
 * @param state the new state
 * @param detail for a person
 */
public record Notification(
    long offset, String foId, Instant at, String type, String fsrId, String state, String detail) {}

package dev.sluice.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A charging profile as a station keeps it.
 *
 * @param evseId where it is installed; 0 is the whole station
 * @param validFrom first moment of validity; open when null
 * @param validTo first moment after validity; open when null
 * @param transactionId only for a transaction's profile, and optional in OCPP 1.6
 * @param start of the schedule; null only for a relative one
 * @param duration of the schedule (of one turn, if it recurs); open when null
 * @param periods ascending, the first at 0
 */
record ChargingProfile(
    int id,
    int evseId,
    int stackLevel,
    ProfilePurpose purpose,
    Kind kind,
    @Nullable Instant validFrom,
    @Nullable Instant validTo,
    @Nullable String transactionId,
    @Nullable Instant start,
    @Nullable Duration duration,
    RateUnit unit,
    List<Period> periods) {

  /** How the schedule lies in time. */
  enum Kind {
    ABSOLUTE,
    RELATIVE,
    DAILY,
    WEEKLY;

    /** Length of one turn in seconds; 0 when the schedule does not recur. */
    long turnSeconds() {
      return switch (this) {
        case DAILY -> 86_400;
        case WEEKLY -> 7 * 86_400;
        case ABSOLUTE, RELATIVE -> 0;
      };
    }
  }

  /** From {@code startS} seconds after the schedule's start the limit is {@code limit}. */
  record Period(long startS, double limit) {}

  /**
   * The limit at a moment.
   *
   * @param transactionStart start of the transaction it is applied to; null without one
   * @return empty when the profile says nothing about that moment
   */
  Optional<RateLimit> at(Instant now, @Nullable Instant transactionStart) {
    if ((validFrom != null && now.isBefore(validFrom))
        || (validTo != null && !now.isBefore(validTo))) {
      return Optional.empty();
    }
    Instant from = kind == Kind.RELATIVE ? transactionStart : start;
    if (from == null || now.isBefore(from)) {
      return Optional.empty();
    }
    long elapsedMs = Duration.between(from, now).toMillis();
    if (kind.turnSeconds() > 0) {
      elapsedMs = elapsedMs % (kind.turnSeconds() * 1000);
    }
    if (duration != null && elapsedMs >= duration.toMillis()) {
      return Optional.empty();
    }
    Period current = periods.get(0);
    for (Period period : periods) {
      if (period.startS * 1000 <= elapsedMs) {
        current = period;
      }
    }
    return Optional.of(new RateLimit(current.limit, unit));
  }

  /** Whether there is a moment at which both are valid. */
  boolean validityOverlaps(ChargingProfile other) {
    return startsBeforeEnd(validFrom, other.validTo) && startsBeforeEnd(other.validFrom, validTo);
  }

  private static boolean startsBeforeEnd(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || from.isBefore(to);
  }
}

package dev.sluice.flexibility;

import java.time.Duration;
import java.time.Instant;

/** When limits end, are renewed, are repeated and have lapsed. */
record RenewalSchedule(EngineSettings settings) {
  private static final Duration SLOWEST_CLOCK = Duration.ofMinutes(15);

  /**
   * Start of validity of a limit sent now: well in the past, because it replaces the one before,
   * and a station whose clock is slow would else have none until its clock comes there.
   */
  Instant validFrom(Instant now) {
    return now.minus(SLOWEST_CLOCK);
  }

  /** End of validity of a limit sent now: short, and never past the window's end. */
  Instant validUntil(Instant now, Instant windowEnd) {
    Instant end = now.plus(settings.validity());
    return end.isBefore(windowEnd) ? end : windowEnd;
  }

  /** Whether a confirmed limit should be prolonged; not when it lasts to the end already. */
  boolean renewalDue(Instant sentAt, Instant validUntil, Instant windowEnd, Instant now) {
    return validUntil.isBefore(windowEnd) && !now.isBefore(sentAt.plus(settings.renewalPeriod()));
  }

  /** Whether a limit with this end of validity is gone even at a station with a slow clock. */
  boolean lapsed(Instant installedUntil, Instant now) {
    return !now.isBefore(installedUntil.plus(settings.lapseMargin()));
  }

  /** When to repeat after {@code failures} failures in a row. */
  Instant retryAt(Instant now, int failures) {
    Duration pause = settings.retryFirst().multipliedBy(1L << Math.min(failures, 20));
    return now.plus(pause.compareTo(settings.retryMax()) < 0 ? pause : settings.retryMax());
  }
}

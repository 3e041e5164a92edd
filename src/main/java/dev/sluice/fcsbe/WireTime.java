package dev.sluice.fcsbe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times on the wire: RFC 3339 in UTC with {@code Z}, up to milliseconds (fo-interface 4.1). */
final class WireTime {
  private WireTime() {}

  static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

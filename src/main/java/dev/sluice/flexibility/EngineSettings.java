package dev.sluice.flexibility;

import java.time.Duration;

/**
 * The engine's times and bounds.
 *
 * @param validity how long a limit holds at a station unless renewed
 * @param renewalPeriod age at which a running limit is renewed; shorter than {@code validity}
 * @param lapseMargin how long after its end of validity a limit is still taken to be in force, for
 *     stations whose clock is slow
 * @param releaseDeadline how long a release may take before it is reported as exposure
 * @param retryFirst pause before the first repetition after an unknown outcome; doubles each time
 * @param retryMax longest pause between repetitions
 * @param refusalPause how long a station that refused is left alone
 * @param answerDeadline how long the end of a command is awaited before it counts as unknown
 * @param minimumA lowest charging current per phase in A; below it a station charges nothing
 * @param profileId id of the gateway's one profile at each station, from the reserved block
 * @param maxOpenFsrs how many FSRs may be open at once
 * @param maxTargets how many stations one FSR or group may name
 */
public record EngineSettings(
    Duration validity,
    Duration renewalPeriod,
    Duration lapseMargin,
    Duration releaseDeadline,
    Duration retryFirst,
    Duration retryMax,
    Duration refusalPause,
    Duration answerDeadline,
    double minimumA,
    int profileId,
    int maxOpenFsrs,
    int maxTargets) {
  public EngineSettings {
    if (renewalPeriod.compareTo(validity) >= 0) {
      throw new IllegalArgumentException(
          "renewalPeriod " + renewalPeriod + " must be shorter than validity " + validity);
    }
    if (lapseMargin.compareTo(releaseDeadline) > 0) {
      throw new IllegalArgumentException(
          "lapseMargin " + lapseMargin + " must not exceed releaseDeadline " + releaseDeadline);
    }
  }

  public static EngineSettings defaults() {
    return new EngineSettings(
        Duration.ofSeconds(300),
        Duration.ofSeconds(120),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(90),
        6.0,
        1_900_000_001,
        10_000,
        5_000);
  }
}

package dev.sluice.operations.config;

import dev.sluice.flexibility.EngineSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The flexibility core.
 *
 * @param tick how often it looks at the time
 * @param validity how long a limit holds at a station unless it is renewed; a gateway that is gone
 *     has no influence after that
 * @param renewal age at which a running limit is renewed
 * @param releaseDeadline how long a release may take before it is reported as exposure
 * @param answerDeadline how long the end of a command is awaited before it counts as unknown
 * @param maxOpenFsrs how many requests may be open at once
 * @param maxTargets how many stations one request or group may name
 */
@ConfigurationProperties("sluice.engine")
public record EngineProperties(
    @DefaultValue("200ms") Duration tick,
    @DefaultValue("300s") Duration validity,
    @DefaultValue("120s") Duration renewal,
    @DefaultValue("30s") Duration releaseDeadline,
    @DefaultValue("90s") Duration answerDeadline,
    @DefaultValue("10000") int maxOpenFsrs,
    @DefaultValue("5000") int maxTargets) {
  public EngineProperties {
    Bounds.within("sluice.engine.tick", tick, Duration.ofMillis(10), Duration.ofSeconds(10));
    Bounds.within("sluice.engine.validity", validity, Duration.ofSeconds(10), Duration.ofHours(24));
    Bounds.within("sluice.engine.renewal", renewal, Duration.ofSeconds(1), validity.dividedBy(2));
    Bounds.within(
        "sluice.engine.release-deadline",
        releaseDeadline,
        Duration.ofSeconds(1),
        Duration.ofHours(1));
    Bounds.within(
        "sluice.engine.answer-deadline",
        answerDeadline,
        Duration.ofSeconds(1),
        Duration.ofHours(1));
    Bounds.within("sluice.engine.max-open-fsrs", maxOpenFsrs, 1, 1_000_000);
    Bounds.within("sluice.engine.max-targets", maxTargets, 1, 100_000);
  }

  /** These values over the engine's defaults for the others. */
  public EngineSettings settings() {
    EngineSettings usual = EngineSettings.defaults();
    Duration margin =
        usual.lapseMargin().compareTo(releaseDeadline) > 0 ? releaseDeadline : usual.lapseMargin();
    return new EngineSettings(
        validity,
        renewal,
        margin,
        releaseDeadline,
        usual.retryFirst(),
        usual.retryMax(),
        usual.refusalPause(),
        answerDeadline,
        usual.minimumA(),
        usual.profileId(),
        maxOpenFsrs,
        maxTargets);
  }
}

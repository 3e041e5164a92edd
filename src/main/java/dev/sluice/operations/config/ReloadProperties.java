package dev.sluice.operations.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changed route files and mapping tables come in force while the gateway runs.
 *
 * @param watch whether the gateway looks for changed files itself; with false they come in force on
 *     command only: sluice reload, or POST /admin/reload
 * @param every how long between two looks at the files
 * @param settle how long the files must stay the same to be taken as written to the end
 * @param drain how long exchanges under way may take to end in all routes that are replaced at once
 */
@ConfigurationProperties("sluice.reload")
public record ReloadProperties(
    @DefaultValue("true") boolean watch,
    @DefaultValue("2s") Duration every,
    @DefaultValue("500ms") Duration settle,
    @DefaultValue("30s") Duration drain) {
  public ReloadProperties {
    Bounds.within("sluice.reload.every in ms", every.toMillis(), 100, 3_600_000);
    Bounds.within("sluice.reload.settle in ms", settle.toMillis(), 10, 60_000);
    Bounds.within("sluice.reload.drain in ms", drain.toMillis(), 100, 600_000);
  }
}

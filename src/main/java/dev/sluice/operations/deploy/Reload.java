package dev.sluice.operations.deploy;

import dev.sluice.operations.check.Finding;
import java.time.Instant;
import java.util.List;

/**
 * What came of the last attempt to put files in force.
 *
 * @param tried the version that was read; empty when it could not be read
 * @param version the version in force afterwards
 * @param changed the files that differ from those in force before, with their folder
 * @param tookMs how long it took, in ms
 * @param findings what is wrong; empty when it is in force
 */
public record Reload(
    Outcome outcome,
    Instant at,
    long tookMs,
    String tried,
    String version,
    List<String> changed,
    List<Finding> findings) {
  /** The closed set of ends. */
  public enum Outcome {
    /** The files were read at the start of the gateway. */
    STARTED,
    /** The new version is in force. */
    DEPLOYED,
    /** The files are those in force. */
    UNCHANGED,
    /** The files have findings; nothing was touched. */
    REFUSED,
    /** A route did not start; all is as it was before. */
    ROLLED_BACK,
    /** A route did not start, and a file of the version before did not either. */
    BROKEN
  }

  public Reload {
    changed = List.copyOf(changed);
    findings = List.copyOf(findings);
  }

  /** Whether what was read is in force. */
  public boolean good() {
    return outcome == Outcome.DEPLOYED || outcome == Outcome.UNCHANGED;
  }
}

package dev.sluice.mapping;

/** What a protocol's tables do with an element of the information model. */
public enum CoverageState {
  /** A row carries it as it is meant. */
  FULL,
  /** Only rows with a quality marker carry it, or some of its parts are missing. */
  DEGRADED,
  /** An integrator could expect it, and the protocol cannot; declared, with the reason. */
  REFUSED,
  /** It has no meaning on this leg; declared, with the reason. */
  NOT_APPLICABLE,
  /** Neither a row nor a declaration: a gap. */
  BLANK;

  /** How declarations and people write it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}

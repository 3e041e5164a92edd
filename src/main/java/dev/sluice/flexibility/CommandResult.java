package dev.sluice.flexibility;

/**
 * How a command ended.
 *
 * @param outcome what is known of the station
 * @param detail for a person: the station's status, an error code, a reason
 */
public record CommandResult(Outcome outcome, String detail) {
  /** The closed set of ends. */
  public enum Outcome {
    /** The station confirmed. */
    CONFIRMED,
    /** The station said no, or the gateway refused to ask; the station is as it was. */
    REFUSED,
    /** It is not known whether the station obeyed (time-out, lost link). */
    UNKNOWN,
    /** The station cannot be reached; nothing was sent. */
    UNREACHABLE,
    /** A newer command took its place. */
    SUPERSEDED
  }
}

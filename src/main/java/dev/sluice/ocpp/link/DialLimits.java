package dev.sluice.ocpp.link;

/**
 * How stations are passed on to one CSMS when many come at once, and when it is away (ocpp.md 4.5).
 *
 * @param perSecond how many connections to it may be begun in a second
 * @param atATime how many may be between their begin and the CSMS's answer
 * @param unreachableAfter after how many connections in a row that could not be made, or were not
 *     answered, the CSMS counts as unreachable
 */
public record DialLimits(int perSecond, int atATime, int unreachableAfter) {
  /** Two hundred a second, 256 at a time; unreachable after five. */
  public static final DialLimits DEFAULT = new DialLimits(200, 256, 5);

  public DialLimits {
    if (perSecond < 1 || atATime < 1 || unreachableAfter < 1) {
      throw new IllegalArgumentException("limits of at least one are needed");
    }
  }
}

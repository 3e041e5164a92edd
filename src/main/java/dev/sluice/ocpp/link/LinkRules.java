package dev.sluice.ocpp.link;

import java.time.Duration;

/**
 * How the gateway behaves between station and CSMS where the rules leave a choice (ocpp.md 4.4 to
 * 4.6).
 *
 * @param settle how long after a connection a station that was accepted before is left alone,
 *     unless the CSMS answers one of its calls sooner: after a loss of power its boot notification
 *     comes first, after a mere reconnect none comes (4.5). Zero = not at all
 * @param cutOff what is done with traffic that can cut the gateway off (4.6)
 * @param sampleEvery one of so many relayed calls of each station, and its answer, is compared with
 *     the official schemas; 1 = all, 0 = none
 */
public record LinkRules(Duration settle, CutOffPolicies cutOff, int sampleEvery) {
  /** No settling, everything is relayed, and nothing is compared. */
  public static LinkRules defaults() {
    return new LinkRules(Duration.ZERO, CutOffPolicies.observing(), 0);
  }

  public LinkRules withSettle(Duration longest) {
    return new LinkRules(longest, cutOff, sampleEvery);
  }

  public LinkRules withCutOff(CutOffPolicies policies) {
    return new LinkRules(settle, policies, sampleEvery);
  }

  public LinkRules withSampleEvery(int calls) {
    return new LinkRules(settle, cutOff, calls);
  }
}

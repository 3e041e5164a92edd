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
 */
public record LinkRules(Duration settle, CutOffPolicies cutOff) {
  /** No settling, and everything is relayed. */
  public static LinkRules defaults() {
    return new LinkRules(Duration.ZERO, CutOffPolicies.observing());
  }

  public LinkRules withSettle(Duration longest) {
    return new LinkRules(longest, cutOff);
  }

  public LinkRules withCutOff(CutOffPolicies policies) {
    return new LinkRules(settle, policies);
  }
}

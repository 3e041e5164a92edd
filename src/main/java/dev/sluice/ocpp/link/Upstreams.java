package dev.sluice.ocpp.link;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the connections of all stations go on to.
 *
 * @param byDefault what holds for stations that no rule is about
 * @param rules looked at in this order; the first that is about a station counts
 */
public record Upstreams(Upstream byDefault, List<UpstreamRule> rules) {
  /** One rule is a comparison for each handshake; more tenants than this want a CSMS each. */
  public static final int MOST_RULES = 1000;

  /**
   * @throws IllegalArgumentException when there are too many rules
   */
  public Upstreams {
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException(
          "There may be " + MOST_RULES + " rules of upstreams, not " + rules.size());
    }
    rules = List.copyOf(rules);
  }

  /** The same for all stations. */
  public static Upstreams everywhere(Upstream upstream) {
    return new Upstreams(upstream, List.of());
  }

  Upstream of(StationId id) {
    for (UpstreamRule rule : rules) {
      if (rule.isAbout(id)) {
        return rule.upstream();
      }
    }
    return byDefault;
  }

  boolean needTls() {
    return Stream.concat(Stream.of(byDefault), rules.stream().map(UpstreamRule::upstream))
        .anyMatch(each -> each.csms() != null && each.csms().isTls());
  }
}

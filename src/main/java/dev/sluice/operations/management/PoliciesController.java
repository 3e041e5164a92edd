package dev.sluice.operations.management;

import dev.sluice.ocpp.link.CutOff;
import dev.sluice.ocpp.link.CutOffPolicies;
import dev.sluice.ocpp.link.CutOffPolicy;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.RecentCutOffs.CutOffSeen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what is done with calls that can cut the gateway off, and which came. */
@RestController
@RequestMapping(path = "/admin/policies", produces = MediaType.APPLICATION_JSON_VALUE)
public final class PoliciesController {
  private final OcppLinks links;

  public PoliciesController(OcppLinks links) {
    this.links = links;
  }

  /**
   * What holds, and what happened since the start.
   *
   * @param policies for each kind of traffic
   * @param overrides for groups of stations
   * @param calls how many calls were observed, warned of, and blocked
   * @param last the last of them, the newest first
   */
  public record View(
      Map<String, String> policies,
      List<Group> overrides,
      Map<String, Long> calls,
      List<Call> last) {}

  /** Another policy for a group of stations. */
  public record Group(String stations, String traffic, String policy) {}

  /**
   * One call.
   *
   * @param effects kind of traffic and name, never a value
   */
  public record Call(
      String at, String station, String action, String policy, List<String> effects) {}

  @GetMapping
  public View view() {
    CutOffPolicies policies = links.cutOffPolicies();
    Map<String, String> byDefault = new LinkedHashMap<>();
    for (CutOff traffic : CutOff.values()) {
      CutOffPolicy policy = policies.byDefault().getOrDefault(traffic, CutOffPolicy.OBSERVE);
      byDefault.put(traffic.key(), word(policy));
    }
    List<Group> groups =
        policies.overrides().stream()
            .map(
                each ->
                    new Group(each.stations().text(), each.traffic().key(), word(each.policy())))
            .toList();
    Map<String, Long> calls = new LinkedHashMap<>();
    calls.put("observe", links.counters().get(Count.CUT_OFF_OBSERVED));
    calls.put("warn", links.counters().get(Count.CUT_OFF_WARNED));
    calls.put("block", links.counters().get(Count.CUT_OFF_BLOCKED));
    List<Call> last =
        links.recentCutOffs().newestFirst().stream().map(PoliciesController::call).toList();
    return new View(byDefault, groups, calls, last);
  }

  private static Call call(CutOffSeen seen) {
    return new Call(
        seen.at().toString(), seen.stationId(), seen.action(), word(seen.policy()), seen.effects());
  }

  private static String word(CutOffPolicy policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }
}

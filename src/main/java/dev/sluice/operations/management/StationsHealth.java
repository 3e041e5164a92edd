package dev.sluice.operations.management;

import dev.sluice.ocpp.link.CsmsState;
import dev.sluice.ocpp.link.LinkCounters;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.gateway.StationTls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether stations are let in. */
public final class StationsHealth implements HealthIndicator {
  private final OcppLinks links;
  private final boolean standalone;
  private final StationTls tls;

  public StationsHealth(OcppLinks links, boolean standalone, StationTls tls) {
    this.tls = tls;
    this.links = links;
    this.standalone = standalone;
  }

  @Override
  public Health health() {
    Health.Builder health =
        links.draining()
            ? Health.outOfService().withDetail("what", "the gateway is going away")
            : links.listening()
                ? Health.up()
                : Health.down().withDetail("what", "the listener for stations is not up");
    // No reason to take stations away from here: elsewhere the CSMS is as far (ADR 0003).
    List<String> away =
        links.csms().stream().filter(csms -> !csms.reachable()).map(CsmsState::address).toList();
    if (!away.isEmpty()) {
      health.withDetail("unreachable", away);
    }
    // Not a state of the gateway's own: it only says that somebody should look.
    LinkCounters counters = links.counters();
    long warned = counters.get(Count.CUT_OFF_WARNED);
    long blocked = counters.get(Count.CUT_OFF_BLOCKED);
    if (warned + blocked > 0) {
      health.withDetail("cutOff", Map.of("warned", warned, "blocked", blocked));
    }
    return health
        .withDetail("connected", links.connected())
        .withDetail("inject", links.injectMode().name().toLowerCase(Locale.ROOT))
        .withDetail("tls", tls.inForce())
        .withDetail("csms", standalone ? "none: the gateway answers stations itself" : "passed on")
        .build();
  }
}

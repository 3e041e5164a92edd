package dev.sluice.operations.management;

import dev.sluice.operations.config.ListenAddress;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether some running route listens on the FO port. */
public final class FoPortHealth implements HealthIndicator {
  private final CamelContext context;
  private final ListenAddress listen;

  public FoPortHealth(CamelContext context, ListenAddress listen) {
    this.context = context;
    this.listen = listen;
  }

  @Override
  public Health health() {
    for (Route route : context.getRoutes()) {
      String uri = route.getEndpoint().getEndpointUri();
      boolean here = uri.startsWith("netty-http:") && uri.contains(":" + listen.port());
      if (here && context.getRouteController().getRouteStatus(route.getRouteId()).isStarted()) {
        return Health.up().withDetail("listen", listen.toString()).build();
      }
    }
    return Health.down()
        .withDetail(
            "debug",
            context.getRoutes().stream()
                .map(
                    r ->
                        r.getEndpoint().getEndpointUri()
                            + context.getRouteController().getRouteStatus(r.getRouteId()))
                .toList())
        .withDetail("what", "no route listens on " + listen)
        .withDetail("effect", "flexibility operators are not served; the relay goes on")
        .withDetail("remedy", "see the finding of routes/fcsbe/http.yaml")
        .build();
  }
}

package dev.sluice.operations.management;

import dev.sluice.operations.config.ListenAddress;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.netty.http.NettyHttpEndpoint;
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
      boolean here =
          route.getEndpoint() instanceof NettyHttpEndpoint http
              && http.getConfiguration().getPort() == listen.port();
      if (here && context.getRouteController().getRouteStatus(route.getRouteId()).isStarted()) {
        return Health.up().withDetail("listen", listen.toString()).build();
      }
    }
    return Health.down()
        .withDetail("what", "no route listens on " + listen)
        .withDetail("effect", "flexibility operators are not served; the relay goes on")
        .withDetail("remedy", "see the finding of routes/fcsbe/http.yaml")
        .build();
  }
}

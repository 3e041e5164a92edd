package dev.sluice.operations.gateway;

import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.deploy.Deployer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.netty.http.NettyHttpEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The order of the end: the FO port, then the stations, then the core; Camel, the links and the
 * store follow. Stations keep what they were told until it lapses, and the next start resumes.
 */
final class GatewayStop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayStop.class);
  private static final long FO_PORT_SECONDS = 1;

  private final CamelContext context;
  private final OcppLinks links;
  private final Deployer deployer;
  private final EngineClock clock;
  private final Duration drain;
  private volatile boolean running;

  /**
   * @param drain how long all of it may take
   */
  GatewayStop(
      CamelContext context, OcppLinks links, Deployer deployer, EngineClock clock, Duration drain) {
    this.context = context;
    this.links = links;
    this.deployer = deployer;
    this.clock = clock;
    this.drain = drain;
  }

  @Override
  public void start() {
    DrainLimit.install(drain);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    deployer.end();
    LOG.info("draining {} stations", links.connected());
    stopFoPort();
    // A part of the time stays for what comes after.
    links.drain(drain.multipliedBy(6).dividedBy(10));
    clock.close();
  }

  private void stopFoPort() {
    List<String> ids =
        context.getRoutes().stream()
            .filter(route -> route.getEndpoint() instanceof NettyHttpEndpoint)
            .map(Route::getRouteId)
            .toList();
    for (String id : ids) {
      try {
        context.getRouteController().stopRoute(id, FO_PORT_SECONDS, TimeUnit.SECONDS);
      } catch (Exception e) {
        LOG.warn("route {} did not stop: {}", id, e.getMessage());
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Begins the end before everything else does. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.Refusal;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.StartFailure;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** The order of the start: the core resumes, routes are loaded, then stations are let in. */
final class GatewayStart implements CamelContextConfiguration, ApplicationRunner {
  private final CamelContext context;
  private final OcppLinks links;
  private final FsrEngine engine;
  private final RouteFiles routes;
  private final EngineClock clock;

  GatewayStart(
      CamelContext context,
      OcppLinks links,
      FsrEngine engine,
      RouteFiles routes,
      EngineClock clock) {
    this.context = context;
    this.links = links;
    this.engine = engine;
    this.routes = routes;
    this.clock = clock;
  }

  @Override
  public void afterApplicationStart(CamelContext started) {}

  @Override
  public void beforeApplicationStart(CamelContext starting) {
    try {
      engine.start();
    } catch (Refusal e) {
      throw new StartFailure(
          "what was open when the gateway ended cannot be read: " + e.getMessage(),
          "sluice.data",
          "restore the database, or start with an empty folder",
          e);
    }
  }

  /** Camel is up, without routes. */
  @Override
  public void run(ApplicationArguments unused) {
    routes.load(context);
    clock.start();
    try {
      links.start();
    } catch (IOException e) {
      throw new StartFailure(
          String.valueOf(e.getMessage()),
          "sluice.stations.listen",
          "end the program that uses the port, or set another address",
          e);
    }
  }
}

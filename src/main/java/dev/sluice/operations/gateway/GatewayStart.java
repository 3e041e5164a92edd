package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.Refusal;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.Version;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * The order of the start: the core resumes, then Camel starts and lets stations in with its
 * components, then routes are loaded.
 */
final class GatewayStart implements InitializingBean, ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayStart.class);

  private final CamelContext camel;
  private final OcppLinks links;
  private final FsrEngine engine;
  private final RouteFiles routes;
  private final EngineClock clock;
  private final Map<String, Component> components;
  private final Map<String, Object> beans;

  /**
   * @param components by scheme
   * @param beans what routes name, by name
   */
  GatewayStart(
      CamelContext camel,
      OcppLinks links,
      FsrEngine engine,
      RouteFiles routes,
      EngineClock clock,
      Map<String, Component> components,
      Map<String, Object> beans) {
    this.camel = camel;
    this.links = links;
    this.engine = engine;
    this.routes = routes;
    this.clock = clock;
    this.components = components;
    this.beans = beans;
  }

  /** Camel starts when all beans are there. */
  @Override
  public void afterPropertiesSet() {
    try {
      engine.start();
    } catch (Refusal e) {
      throw new StartFailure(
          "what was open when the gateway ended cannot be read: " + e.getMessage(),
          "sluice.data",
          "restore the database, or start with an empty folder",
          e);
    }
    beans.forEach(camel.getRegistry()::bind);
    components.forEach(camel::addComponent);
  }

  @Override
  public void run(ApplicationArguments unused) {
    routes.load(camel);
    clock.start();
    LOG.info(
        "Sluice {} serves: stations at {}, {} route files, {} of them not in force, inject={}",
        Version.current(),
        links.address(),
        routes.states().size(),
        routes.findings().size(),
        links.injectMode());
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.Refusal;
import dev.sluice.operations.StartFailure;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * The order of the start: the core resumes, then Camel starts and lets stations in with its
 * components, then routes are loaded.
 */
final class GatewayStart implements InitializingBean, ApplicationRunner {
  private final CamelContext camel;
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
      FsrEngine engine,
      RouteFiles routes,
      EngineClock clock,
      Map<String, Component> components,
      Map<String, Object> beans) {
    this.camel = camel;
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
  }
}

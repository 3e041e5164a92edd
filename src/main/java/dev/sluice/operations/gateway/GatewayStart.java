package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.Refusal;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.Version;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.FolderWatch;
import dev.sluice.operations.deploy.InForce;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;
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
  private final Deployer deployer;
  private final @Nullable FolderWatch watch;
  private final EngineClock clock;
  private final Map<String, Component> components;
  private final Map<String, Object> beans;

  /**
   * @param watch null when changed files come in force on command only
   * @param components by scheme
   * @param beans what routes name, by name
   */
  GatewayStart(
      CamelContext camel,
      OcppLinks links,
      FsrEngine engine,
      Deployer deployer,
      @Nullable FolderWatch watch,
      EngineClock clock,
      Map<String, Component> components,
      Map<String, Object> beans) {
    this.camel = camel;
    this.links = links;
    this.engine = engine;
    this.deployer = deployer;
    this.watch = watch;
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
    deployer.start(camel);
    InForce inForce = deployer.inForce();
    clock.start();
    if (watch != null) {
      watch.start();
    }
    LOG.info(
        "Sluice {} serves: stations at {}, {} route files and {} tables in force, {} findings, inject={}",
        Version.current(),
        links.address(),
        inForce.routesInForce(),
        inForce.tables().size(),
        inForce.findings().size(),
        links.injectMode());
  }
}

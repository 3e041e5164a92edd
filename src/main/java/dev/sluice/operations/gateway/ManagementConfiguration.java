package dev.sluice.operations.gateway;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.StationCredentials;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.config.CsmsProperties;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.ManagementProperties;
import dev.sluice.operations.config.UpstreamsSource;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.management.AdminController;
import dev.sluice.operations.management.CopyMeters;
import dev.sluice.operations.management.DeploymentController;
import dev.sluice.operations.management.DeploymentHealth;
import dev.sluice.operations.management.DeploymentMeters;
import dev.sluice.operations.management.EngineHealth;
import dev.sluice.operations.management.FindingsHealth;
import dev.sluice.operations.management.FoPortHealth;
import dev.sluice.operations.management.GatewayMeters;
import dev.sluice.operations.management.MappingMeters;
import dev.sluice.operations.management.PkiHealth;
import dev.sluice.operations.management.PoliciesController;
import dev.sluice.operations.management.QualityController;
import dev.sluice.operations.management.StationTlsController;
import dev.sluice.operations.management.StationsHealth;
import dev.sluice.operations.management.StoreHealth;
import dev.sluice.operations.management.UpstreamsController;
import dev.sluice.store.SqliteStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.reactive.server.ConfigurableReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The management port. */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementConfiguration.class);

  @Bean
  WebServerFactoryCustomizer<ConfigurableReactiveWebServerFactory> managementAddress(
      ManagementProperties management) {
    return factory -> {
      try {
        factory.setAddress(InetAddress.getByName(management.listen().host()));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(
            "sluice.management.listen: no address for " + management.listen().host(), e);
      }
      factory.setPort(management.listen().port());
      if (!management.listen().loopback()) {
        LOG.warn("the management port has no login and is open at {}", management.listen());
      }
    };
  }

  /**
   * Loops of its own: the library's shared ones end with the first application that ends, and a few
   * administrators do not need more.
   */
  @Bean
  ReactorResourceFactory managementLoops() {
    ReactorResourceFactory loops = new ReactorResourceFactory();
    loops.setUseGlobalResources(false);
    loops.setLoopResourcesSupplier(() -> LoopResources.create("management", 1, true));
    loops.setShutdownQuietPeriod(Duration.ZERO);
    return loops;
  }

  @Bean
  AdminController adminController(
      OcppLinks links, FsrEngine engine, ResourceBook resources, StationCredentials credentials) {
    return new AdminController(links, engine, resources, credentials);
  }

  @Bean
  UpstreamsController upstreamsController(OcppLinks links, UpstreamsSource source) {
    return new UpstreamsController(links, source);
  }

  @Bean
  QualityController qualityController(OcppLinks links) {
    return new QualityController(links);
  }

  @Bean
  PoliciesController policiesController(OcppLinks links) {
    return new PoliciesController(links);
  }

  @Bean
  StationTlsController stationTlsController(OcppLinks links, StationTls tls) {
    return new StationTlsController(links, tls);
  }

  @Bean
  GatewayMeters gatewayMeters(OcppLinks links, FsrEngine engine, ResourceBook resources) {
    return new GatewayMeters(links, engine, resources);
  }

  @Bean
  MappingMeters mappingMeters(MeterRegistry registry) {
    return new MappingMeters(registry);
  }

  @Bean
  HealthIndicator storeHealthIndicator(SqliteStore store) {
    return new StoreHealth(store);
  }

  @Bean
  HealthIndicator engineHealthIndicator(EngineClock clock) {
    return new EngineHealth(clock);
  }

  @Bean
  HealthIndicator stationsHealthIndicator(OcppLinks links, CsmsProperties csms, StationTls tls) {
    return new StationsHealth(links, csms.url().isEmpty(), tls);
  }

  @Bean
  HealthIndicator pkiHealthIndicator(FoPortSecurity security, Clock clock) {
    return new PkiHealth(security, clock);
  }

  @Bean
  HealthIndicator routesHealthIndicator(Deployer deployer) {
    return new FindingsHealth(
        () -> deployer.inForce().routeFiles(), () -> findings(deployer, "routes/"));
  }

  @Bean
  HealthIndicator mappingsHealthIndicator(Deployer deployer) {
    return new FindingsHealth(
        () -> deployer.inForce().mappingFolders(), () -> findings(deployer, "mappings/"));
  }

  private static List<Finding> findings(Deployer deployer, String folder) {
    return deployer.inForce().findings().stream()
        .filter(finding -> finding.file().startsWith(folder))
        .toList();
  }

  @Bean
  HealthIndicator deploymentHealthIndicator(Deployer deployer) {
    return new DeploymentHealth(deployer);
  }

  @Bean
  DeploymentController deploymentController(Deployer deployer) {
    return new DeploymentController(deployer);
  }

  @Bean
  CopyMeters copyMeters(OcppComponent ocpp) {
    return new CopyMeters(ocpp.copies());
  }

  @Bean
  DeploymentMeters deploymentMeters(Deployer deployer) {
    return new DeploymentMeters(deployer);
  }

  @Bean
  HealthIndicator foPortHealthIndicator(CamelContext context, FoPortProperties port) {
    return new FoPortHealth(context, port.listen());
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.flexibility.Commands;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.StationsProperties;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the rooms meet Camel: components, processors, routes. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {
  @Bean
  Commands commands() {
    return command -> {};
  }

  @Bean
  RouteFiles routeFiles(GatewayProperties gateway) {
    return new RouteFiles(IntegratorFolder.find("routes", gateway.routes()));
  }

  @Bean
  GatewayStart gatewayStart(
      OcppLinks links,
      dev.sluice.flexibility.FsrEngine engine,
      RouteFiles routes,
      EngineClock clock) {
    return new GatewayStart(links, engine, routes, clock);
  }

  @Bean
  GatewayStop gatewayStop(
      CamelContext context, OcppLinks links, EngineClock clock, StationsProperties stations) {
    return new GatewayStop(context, links, clock, stations.drain());
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.fcsbe.camel.FcsbeProcessors;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.flexibility.camel.FlexibilityComponent;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.camel.MappingComponent;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.management.MappingMeters;
import dev.sluice.security.PseudonymKey;
import dev.sluice.security.camel.SecurityProcessors;
import dev.sluice.store.SqliteStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the rooms meet Camel: components, processors, routes. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {
  @Bean
  CommandBoard commands() {
    return new CommandBoard();
  }

  @Bean
  MappingFolder mappingFolder(GatewayProperties gateway, OcppSchemas schemas) {
    return new MappingFolder(
        IntegratorFolder.find("mappings", gateway.mappings()),
        schemas,
        MappingFunctions.standard(PseudonymKey.in(gateway.data())));
  }

  @Bean
  RouteFiles routeFiles(GatewayProperties gateway) {
    return new RouteFiles(IntegratorFolder.find("routes", gateway.routes()));
  }

  @Bean
  FoPortSecurity foPortSecurity(GatewayProperties gateway, FoPortProperties port, Clock clock) {
    return FoPortSecurity.of(gateway.certs(), port, clock);
  }

  @Bean
  GatewayStart gatewayStart(
      CamelContext camel,
      OcppLinks links,
      FsrEngine engine,
      CommandBoard commands,
      SqliteStore store,
      ResourceBook resources,
      MappingFolder mappings,
      RouteFiles routes,
      EngineClock engineClock,
      MappingMeters meters,
      FoPortSecurity security,
      Clock clock) {
    Map<String, Component> components = new LinkedHashMap<>();
    components.put("ocpp", new OcppComponent(links));
    MappingComponent mapping = new MappingComponent(mappings.tables());
    mapping.onDegradation(meters);
    components.put("mapping", mapping);
    FlexibilityComponent flexibility = new FlexibilityComponent(engine, resources, store, commands);
    engine.onNotification(flexibility.notifications());
    components.put("flexibility", flexibility);
    Map<String, Object> beans = new LinkedHashMap<>(FcsbeProcessors.all(resources));
    beans.putAll(SecurityProcessors.all(security.identity(), clock));
    beans.putAll(SecurityProcessors.endpointBeans(security.material()));
    return new GatewayStart(camel, links, engine, routes, engineClock, components, beans);
  }

  @Bean
  GatewayStop gatewayStop(
      CamelContext context, OcppLinks links, EngineClock clock, StationsProperties stations) {
    return new GatewayStop(context, links, clock, stations.drain());
  }
}

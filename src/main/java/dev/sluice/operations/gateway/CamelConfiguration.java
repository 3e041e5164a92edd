package dev.sluice.operations.gateway;

import dev.sluice.fcsbe.camel.FcsbeProcessors;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.flexibility.camel.FlexibilityComponent;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.camel.MappingComponent;
import dev.sluice.mapping.camel.TablesOfExchange;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.check.FileCheck;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.ReloadProperties;
import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.FolderWatch;
import dev.sluice.operations.deploy.Folders;
import dev.sluice.operations.management.MappingMeters;
import dev.sluice.security.PseudonymKey;
import dev.sluice.security.camel.SecurityProcessors;
import dev.sluice.store.SqliteStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Where the rooms meet Camel: components, processors, routes. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {
  @Bean
  CommandBoard commands() {
    return new CommandBoard();
  }

  /** Empty until the files are read; then those in force. */
  @Bean
  MappingTables mappingTables() {
    return MappingTables.of(List.of());
  }

  /** Camel starts and stops it. */
  @Bean(destroyMethod = "")
  OcppComponent ocppComponent(OcppLinks links) {
    return new OcppComponent(links);
  }

  @Bean
  Deployer deployer(
      GatewayProperties gateway,
      ReloadProperties reload,
      OcppSchemas schemas,
      MappingTables tables,
      OcppComponent ocpp,
      CommandBoard commands,
      Environment environment,
      Clock clock) {
    return new Deployer(
        new Folders(
            IntegratorFolder.find("routes", gateway.routes()),
            IntegratorFolder.find("mappings", gateway.mappings()),
            reload.settle()),
        FileCheck.running(
            ProtocolModels.all(schemas),
            MappingFunctions.standard(PseudonymKey.in(gateway.data())),
            environment::getProperty),
        tables,
        ocpp,
        commands,
        reload.drain(),
        clock);
  }

  @Bean
  FolderWatch folderWatch(Deployer deployer, ReloadProperties reload) {
    return new FolderWatch(deployer, reload.every());
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
      MappingTables tables,
      OcppComponent ocpp,
      Deployer deployer,
      FolderWatch watch,
      ReloadProperties reload,
      EngineClock engineClock,
      MappingMeters meters,
      FoPortSecurity security,
      Clock clock) {
    Map<String, Component> components = new LinkedHashMap<>();
    components.put("ocpp", ocpp);
    MappingComponent mapping = new MappingComponent(tables);
    mapping.onDegradation(meters);
    components.put("mapping", mapping);
    camel.addRoutePolicyFactory(new TablesOfExchange(tables));
    FlexibilityComponent flexibility = new FlexibilityComponent(engine, resources, store, commands);
    engine.onNotification(flexibility.notifications());
    components.put("flexibility", flexibility);
    Map<String, Object> beans = new LinkedHashMap<>(FcsbeProcessors.all(resources));
    beans.putAll(SecurityProcessors.all(security.identity(), clock));
    beans.putAll(SecurityProcessors.endpointBeans(security.material()));
    return new GatewayStart(
        camel,
        links,
        engine,
        deployer,
        reload.watch() ? watch : null,
        engineClock,
        components,
        beans);
  }

  @Bean
  GatewayStop gatewayStop(
      CamelContext context,
      OcppLinks links,
      Deployer deployer,
      EngineClock clock,
      StationsProperties stations) {
    return new GatewayStop(context, links, deployer, clock, stations.drain());
  }
}

package dev.sluice.operations.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.flexibility.Commands;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.ocpp.link.InjectModes;
import dev.sluice.ocpp.link.LinkRules;
import dev.sluice.ocpp.link.LinkSettings;
import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.StationCredentials;
import dev.sluice.ocpp.link.Upstreams;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.BadUpstreamsException;
import dev.sluice.operations.config.CsmsProperties;
import dev.sluice.operations.config.EngineProperties;
import dev.sluice.operations.config.EvseProperties;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.PoliciesProperties;
import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.config.StoreProperties;
import dev.sluice.operations.config.UpstreamsSource;
import dev.sluice.security.FileCredentials;
import dev.sluice.security.StationsFileException;
import dev.sluice.store.SqliteBootStates;
import dev.sluice.store.SqliteShadowStates;
import dev.sluice.store.SqliteStationMemory;
import dev.sluice.store.SqliteStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Store, links and core: what runs whatever happens to routes. */
@Configuration(proxyBeanMethods = false)
class CoreConfiguration {
  private static final List<String> OWN_CALLS =
      List.of("SetChargingProfile", "ClearChargingProfile", "GetConfiguration", "GetVariables");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  OcppSchemas schemas() {
    OcppSchemas schemas = OcppSchemas.official();
    // A schema is compiled when it is first used. For the gateway's own calls that would be on a
    // station's event loop, and its neighbours would wait.
    Thread early = new Thread(() -> compile(schemas), "schemas");
    early.setDaemon(true);
    early.start();
    return schemas;
  }

  private static void compile(OcppSchemas schemas) {
    for (Subprotocol subprotocol : Subprotocol.values()) {
      for (String action : OWN_CALLS) {
        if (schemas.knows(subprotocol, action)) {
          var unused =
              schemas.violations(subprotocol, action, true, JsonNodeFactory.instance.objectNode());
        }
      }
    }
  }

  @Bean
  SqliteStore store(GatewayProperties gateway, StoreProperties store) {
    try {
      return SqliteStore.open(gateway.data(), store.largest().toBytes());
    } catch (StoreUnavailable e) {
      throw new StartFailure(
          "the database cannot be used: " + e.getMessage(),
          "sluice.data = " + gateway.data().toAbsolutePath().normalize(),
          "make the folder writable for this user, or set another one",
          e);
    }
  }

  @Bean
  SqliteBootStates bootStates(SqliteStore store) {
    return new SqliteBootStates(store);
  }

  @Bean
  SqliteShadowStates shadowStates(SqliteStore store) {
    return new SqliteShadowStates(store);
  }

  @Bean
  StationCredentials stationCredentials(StationsProperties stations) {
    Path file = stations.credentials().file();
    if (file == null) {
      return StationCredentials.none();
    }
    try {
      return new FileCredentials(file);
    } catch (StationsFileException e) {
      throw new StartFailure(
          "the stations file cannot be used: " + e.getMessage(),
          "sluice.stations.credentials.file = " + file.toAbsolutePath().normalize(),
          "correct the file; docs/stations.md says what is in it",
          e);
    }
  }

  @Bean
  UpstreamsSource upstreamsSource(StationsProperties stations, CsmsProperties csms) {
    try {
      return new UpstreamsSource(csms.upstreams(), csms.byDefault(stations.deflate()));
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          String.valueOf(e.getMessage()),
          "sluice.csms.url = "
              + csms.url()
              + (csms.localAddresses().isEmpty()
                  ? ""
                  : ", sluice.csms.local-addresses = " + csms.localAddresses()),
          "correct the address, or leave it empty to run without a CSMS",
          e);
    }
  }

  @Bean
  StationTls stationTls(StationsProperties stations) {
    return new StationTls(stations.tls());
  }

  @Bean
  OcppLinks links(
      GatewayProperties gateway,
      StationsProperties stations,
      CsmsProperties csms,
      PoliciesProperties policies,
      UpstreamsSource upstreams,
      StationTls stationTls,
      SqliteBootStates boots,
      SqliteShadowStates shadows,
      OcppSchemas schemas,
      Clock clock,
      StationCredentials credentials) {
    LinkSettings settings =
        new LinkSettings(
            stations.listen().host(),
            stations.listen().port(),
            atStart(upstreams),
            InjectModes.everywhere(gateway.inject()),
            stations.limits(),
            stations.handshake(),
            stations.callTimeout(),
            stations.csmsQueue(),
            stations.injectQueue(),
            stations.ping(),
            csms.ping(),
            stations.baseline(),
            stations.identity(),
            csms.dials(),
            stations.drainCode(),
            LinkRules.defaults()
                .withSettle(stations.settle())
                .withCutOff(policies.policies())
                .withSampleEvery(stations.sampleEvery()));
    LinkTls tls = new LinkTls(stationTls.read(), PemFiles.csms(csms));
    return new OcppLinks(settings, tls, schemas, boots, shadows, clock, credentials);
  }

  private static Upstreams atStart(UpstreamsSource source) {
    try {
      return source.read();
    } catch (BadUpstreamsException e) {
      throw new StartFailure(
          e.findings().get(0),
          "sluice.csms.upstreams = " + source.file(),
          "correct the file"
              + (e.findings().size() > 1 ? "; " + e.findings().size() + " findings in all" : ""),
          e);
    }
  }

  @Bean
  SqliteStationMemory stationMemory(SqliteStore store) {
    return new SqliteStationMemory(store);
  }

  @Bean
  ResourceBook resources(EvseProperties evse, SqliteStationMemory memory) {
    return new ResourceBook(evse.ratings(), memory);
  }

  @Bean
  FsrEngine engine(
      SqliteStore store,
      ResourceBook resources,
      Commands commands,
      Clock clock,
      EngineProperties properties) {
    return new FsrEngine(store, resources, commands, clock, properties.settings());
  }

  @Bean
  EngineClock engineClock(FsrEngine engine, EngineProperties properties, MeterRegistry meters) {
    return new EngineClock(engine, properties.tick(), meters);
  }
}

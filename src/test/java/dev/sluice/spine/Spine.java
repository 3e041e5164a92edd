package dev.sluice.spine;

import static org.awaitility.Awaitility.await;

import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.EngineSettings;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.flexibility.camel.FlexibilityComponent;
import dev.sluice.mapping.TableLoader;
import dev.sluice.mapping.camel.MappingComponent;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.ocpp.link.InjectMode;
import dev.sluice.ocpp.link.LinkSettings;
import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.operations.gateway.ProtocolModels;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.ElectricVehicle;
import dev.sluice.simulator.MeterHabit;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import dev.sluice.store.SqliteBootStates;
import dev.sluice.store.SqliteShadowStates;
import dev.sluice.store.SqliteStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Everything from the stations' sockets to the core's store, with the routes of a folder. */
final class Spine implements AutoCloseable {
  final SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
  final DefaultCamelContext context = new DefaultCamelContext();
  final ResourceBook book = new ResourceBook();
  final Map<String, CommandResult> ends = new ConcurrentHashMap<>();
  final List<SimulatedStation> stations = new ArrayList<>();
  final FsrEngine engine;
  final OcppLinks links;
  private final SqliteStore store;
  private final SqliteBootStates boots;
  private final SqliteShadowStates shadows;
  private final CommandBoard board;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

  Spine(Path data, Path routes) throws Exception {
    store = SqliteStore.open(data);
    boots = new SqliteBootStates(store);
    shadows = new SqliteShadowStates(store);
    links =
        new OcppLinks(
            LinkSettings.defaults().withCsmsUrl(csms.url() + "/{id}").withInjectMode(InjectMode.ON),
            LinkTls.none(),
            OcppSchemas.official(),
            boots,
            shadows,
            Clock.systemUTC());
    board = new CommandBoard(Duration.ZERO);
    board.onEnd(this::ended);
    engine = new FsrEngine(store, book, board, Clock.systemUTC(), EngineSettings.defaults());
    FlexibilityComponent flexibility = new FlexibilityComponent(engine, book, store, board);
    engine.onNotification(flexibility.notifications());
    context.disableJMX();
    context.getShutdownStrategy().setTimeout(5);
    context.addComponent("ocpp", new OcppComponent(links));
    context.addComponent("flexibility", flexibility);
    context.addComponent(
        "mapping",
        new MappingComponent(
            TableLoader.load(Path.of("mappings"), ProtocolModels.all(OcppSchemas.official()))
                .tables()));
    load(routes);
    engine.start();
    context.start();
    ticks.scheduleWithFixedDelay(engine::tick, 100, 100, TimeUnit.MILLISECONDS);
  }

  private void ended(Command command, CommandResult result) {
    ends.put(command.stationId() + " " + command.kind(), result);
  }

  private void load(Path folder) throws Exception {
    for (Path file : files(folder)) {
      // By its loader: of ocpp-1.6.yaml, Camel would take "6.yaml" for the extension.
      RoutesBuilder routes =
          PluginHelper.getRoutesLoader(context)
              .getRoutesLoader("yaml")
              .loadRoutesBuilder(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
      if (routes instanceof RouteConfigurationsBuilder configurations) {
        context.addRoutesConfigurations(configurations);
      }
      context.addRoutes(routes);
    }
  }

  /** The route files of this house that have to do with stations. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> !path.toString().contains("fcsbe"))
          .sorted()
          .toList();
    }
  }

  /** A station with a car that charges at once with all it may. */
  SimulatedStation station(String id, Subprotocol protocol) throws Exception {
    URI url = URI.create("ws://127.0.0.1:" + links.address().getPort() + "/ocpp");
    SimulatedStation station =
        SimulatedStation.start(
            StationSettings.of(id, protocol, url)
                .withMeter(Duration.ofSeconds(1), MeterHabit.TOTAL_IN_WATTS));
    stations.add(station);
    await().atMost(Duration.ofSeconds(30)).until(station::accepted);
    station.plugIn(1, new ElectricVehicle(80_000, 0.2, 3, 32, 50_000), "tag").get();
    return station;
  }

  SimulatedStation station(String id) {
    return stations.stream()
        .filter(station -> station.settings().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws Exception {
    ticks.shutdownNow();
    ticks.awaitTermination(5, TimeUnit.SECONDS);
    stations.forEach(SimulatedStation::close);
    context.close();
    board.close();
    csms.close();
    boots.close();
    shadows.close();
    store.close();
  }
}

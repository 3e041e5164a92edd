package dev.sluice.operations.management;

import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.model.StationView;
import dev.sluice.ocpp.link.Defect;
import dev.sluice.ocpp.link.LinkCounters;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.PeerQuality;
import dev.sluice.ocpp.link.ProtocolQuality;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** The gateway's own figures. */
public final class GatewayMeters implements MeterBinder {
  private final OcppLinks links;
  private final FsrEngine engine;
  private final ResourceBook resources;

  public GatewayMeters(OcppLinks links, FsrEngine engine, ResourceBook resources) {
    this.links = links;
    this.engine = engine;
    this.resources = resources;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    LinkCounters counters = links.counters();
    for (Count count : Count.values()) {
      FunctionCounter.builder(
              "sluice.link." + count.name().toLowerCase(Locale.ROOT).replace('_', '.'),
              counters,
              all -> all.get(count))
          .description("see LinkCounters." + count)
          .register(registry);
    }
    links.quality().onEach(peer -> quality(peer, registry));
    FunctionCounter.builder("sluice.quality.skipped", links.quality(), ProtocolQuality::skipped)
        .description("frames that were to be compared with the schemas, of which too many came")
        .register(registry);
    Gauge.builder("sluice.stations.connected", links, OcppLinks::connected)
        .description("stations with both legs up")
        .register(registry);
    Gauge.builder("sluice.stations.handshakes", links, OcppLinks::handshakes)
        .description("connections whose handshake is not over")
        .register(registry);
    Gauge.builder("sluice.stations.injectable", resources, GatewayMeters::injectable)
        .description("stations that the gateway may call")
        .register(registry);
    Gauge.builder("sluice.stations.power", resources, GatewayMeters::power)
        .description("power of all EVSEs as last observed; positive = charging")
        .baseUnit("watts")
        .register(registry);
    Gauge.builder("sluice.inject.mode", links, from -> from.injectMode().ordinal())
        .description("0 = off, 1 = observe, 2 = on")
        .register(registry);
    Gauge.builder("sluice.fsr.open", engine, FsrEngine::openFsrs)
        .description("requests of flexibility operators that have not ended")
        .register(registry);
  }

  private static void quality(PeerQuality peer, MeterRegistry registry) {
    String side = peer.side().name().toLowerCase(Locale.ROOT);
    Tags make = Tags.of("side", side, "vendor", peer.vendor(), "model", peer.model());
    FunctionCounter.builder("sluice.quality.checked", peer, PeerQuality::checked)
        .tags(make)
        .description("payloads of relayed frames that were compared with the official schemas")
        .register(registry);
    for (Defect defect : Defect.values()) {
      FunctionCounter.builder("sluice.quality.defects", peer, of -> of.count(defect))
          .tags(make.and("defect", defect.name().toLowerCase(Locale.ROOT)))
          .description("what stations and CSMSs do against OCPP; see Defect")
          .register(registry);
    }
  }

  private static double injectable(ResourceBook book) {
    return book.stations().stream().filter(StationView::injectable).count();
  }

  private static double power(ResourceBook book) {
    double sum = 0;
    for (StationView station : book.stations()) {
      for (var evse : station.evses()) {
        Long power = evse.powerW();
        sum += power == null ? 0 : power;
      }
    }
    return sum;
  }
}

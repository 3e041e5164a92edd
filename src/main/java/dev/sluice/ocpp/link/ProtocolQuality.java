package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.PeerQuality.Side;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.OcppSchemas.Breach;
import dev.sluice.ocpp.wire.SignedMessage;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How well stations and CSMSs speak OCPP, by vendor and model. It only looks: frames are compared
 * with the schemas on a thread of its own, and when that has too much to do they are not looked at.
 * Safe for any thread.
 */
public final class ProtocolQuality implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolQuality.class);
  private static final int WAITING = 256;
  private static final int MOST_MAKES = 200;
  private static final int MOST_CSMSS = 200;
  private static final int MOST_STATIONS = 100_000;
  private static final int LONGEST_NAME = 50;
  private static final int LONGEST_ADDRESS = 100;
  private static final String CSMS = "csms";
  private static final String OTHERS = "other";

  private record Make(String vendor, String model) {}

  /**
   * Something to look at.
   *
   * @param action of the call
   * @param request whether it is the call itself
   */
  record Sample(
      PeerQuality of, Subprotocol subprotocol, String action, boolean request, byte[] frame) {}

  private final OcppSchemas schemas;
  private final PeerQuality unknown = new PeerQuality(Side.STATION, "unknown", "");
  private final PeerQuality others = new PeerQuality(Side.STATION, OTHERS, "");
  private final PeerQuality otherCsmss = new PeerQuality(Side.CSMS, CSMS, OTHERS);
  private final Map<Make, PeerQuality> makes = new ConcurrentHashMap<>();
  private final Map<String, PeerQuality> csmss = new ConcurrentHashMap<>();
  private final Map<String, PeerQuality> byStation = new ConcurrentHashMap<>();
  private final List<Consumer<PeerQuality>> listeners = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Sample> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder skipped = new LongAdder();
  private final Thread checker;

  ProtocolQuality(OcppSchemas schemas) {
    this.schemas = schemas;
    this.checker = new Thread(this::check, "ocpp-quality");
    checker.setDaemon(true);
    // A station that gives these as its make is counted with them: one series each in the metrics.
    for (PeerQuality each : List.of(unknown, others)) {
      makes.put(new Make(each.vendor(), each.model()), each);
    }
    csmss.put(OTHERS, otherCsmss);
  }

  void start() {
    checker.start();
  }

  /**
   * Of one CSMS.
   *
   * @param address host and port; those that are too many are counted together
   */
  PeerQuality csms(String address) {
    String name = PeerQuality.clean(address, LONGEST_ADDRESS);
    PeerQuality known = csmss.get(name);
    if (known != null) {
      return known;
    }
    return csmss.size() > MOST_CSMSS
        ? otherCsmss
        : added(csmss, name, new PeerQuality(Side.CSMS, CSMS, name));
  }

  /** Of all, the CSMSs first. */
  public List<PeerQuality> all() {
    List<PeerQuality> all = new ArrayList<>(csmss.values());
    all.addAll(makes.values());
    return all;
  }

  /** How many frames were to be looked at and were not, because there were too many. */
  public long skipped() {
    return skipped.sum();
  }

  /** Tells of all that are there, and of those that come. */
  public void onEach(Consumer<PeerQuality> listener) {
    listeners.add(listener);
    all().forEach(listener);
  }

  /** Of a station by the boot notification that was last seen, since the gateway started. */
  PeerQuality of(String stationId) {
    return byStation.getOrDefault(stationId, unknown);
  }

  void look(Sample sample) {
    if (!waiting.offer(sample)) {
      skipped.increment();
    }
  }

  /** A station says what it is. */
  PeerQuality booted(String stationId, Subprotocol subprotocol, byte[] bootNotification) {
    JsonNode payload = Payloads.of(bootNotification);
    if (payload == null) {
      return of(stationId);
    }
    JsonNode station = subprotocol.isV16() ? payload : payload.path("chargingStation");
    Make make =
        new Make(
            name(station.path(subprotocol.isV16() ? "chargePointVendor" : "vendorName")),
            name(station.path(subprotocol.isV16() ? "chargePointModel" : "model")));
    PeerQuality known = makes.size() < MOST_MAKES + 2 ? of(make) : makes.getOrDefault(make, others);
    if (byStation.size() < MOST_STATIONS || byStation.containsKey(stationId)) {
      byStation.put(stationId, known);
    }
    return known;
  }

  private static String name(JsonNode said) {
    return PeerQuality.clean(said.asText(""), LONGEST_NAME);
  }

  private PeerQuality of(Make make) {
    PeerQuality known = makes.get(make);
    if (known != null) {
      return known;
    }
    return added(makes, make, new PeerQuality(Side.STATION, make.vendor(), make.model()));
  }

  private <K> PeerQuality added(Map<K, PeerQuality> to, K key, PeerQuality made) {
    PeerQuality known = to.putIfAbsent(key, made);
    if (known == null) {
      listeners.forEach(listener -> listener.accept(made));
      return made;
    }
    return known;
  }

  private void check() {
    try {
      while (true) {
        Sample sample = waiting.take();
        try {
          look(sample, sample.of());
        } catch (RuntimeException e) {
          LOG.warn("a {} could not be looked at", sample.action(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Sample sample, PeerQuality of) {
    OcppFrame frame;
    try {
      frame = FrameText.parse(sample.frame());
    } catch (FrameFormatException e) {
      of.add(Defect.BAD_JSON, sample.action());
      return;
    }
    JsonNode payload = payload(frame);
    if (payload == null || SignedMessage.is(sample.action())) {
      return;
    }
    if (!schemas.knows(sample.subprotocol(), sample.action())) {
      if (sample.request()) {
        of.add(Defect.UNKNOWN_ACTION, sample.subprotocol().token() + " " + sample.action());
      }
      return;
    }
    of.wasChecked();
    List<Breach> breaches =
        schemas.breaches(sample.subprotocol(), sample.action(), sample.request(), payload);
    if (!breaches.isEmpty()) {
      Breach first = breaches.get(0);
      of.add(
          sample.request() ? Defect.BAD_REQUEST : Defect.BAD_RESPONSE,
          sample.action() + " " + first.path() + ": " + first.keyword());
    }
  }

  private static @Nullable JsonNode payload(OcppFrame frame) {
    if (frame instanceof OcppFrame.Call call) {
      return call.payload();
    }
    if (frame instanceof OcppFrame.Send send) {
      return send.payload();
    }
    return frame instanceof OcppFrame.CallResult result ? result.payload() : null;
  }

  @Override
  public void close() {
    checker.interrupt();
  }
}

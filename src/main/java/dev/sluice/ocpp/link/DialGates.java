package dev.sluice.ocpp.link;

import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One gate for each address of a CSMS: one that is away or slow is nothing to the others. */
final class DialGates {
  /** Where the station's identity stands in the host name there could be any number. */
  private static final int MOST = 1024;

  private final DialLimits limits;
  private final Duration handshake;
  private final EventExecutor clock;
  private final LinkCounters counters;
  private final Map<String, DialGate> gates = new ConcurrentHashMap<>();

  DialGates(DialLimits limits, Duration handshake, EventExecutor clock, LinkCounters counters) {
    this.limits = limits;
    this.handshake = handshake;
    this.clock = clock;
    this.counters = counters;
  }

  /** The gate for a station's URL. */
  DialGate of(URI url) {
    String address = CsmsAddress.authority(url);
    String key = gates.size() < MOST || gates.containsKey(address) ? address : "others";
    return gates.computeIfAbsent(
        key, made -> new DialGate(made, limits, handshake, clock, counters));
  }

  /** All that were dialled so far, by address. */
  List<CsmsState> states() {
    return gates.values().stream()
        .map(DialGate::state)
        .sorted(Comparator.comparing(CsmsState::address))
        .toList();
  }
}

package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all links of a gateway have in common, and the register of the links themselves. */
final class LinkShared {
  private static final Logger LOG = LoggerFactory.getLogger(LinkShared.class);

  private final LinkSettings settings;
  private final OcppSchemas schemas;
  private final BootStates boots;
  private final ShadowStates shadows;
  private final Clock clock;
  private final LinkCounters counters = new LinkCounters();
  private final TapBoard taps = new TapBoard();
  private final Map<String, StationLink> links = new ConcurrentHashMap<>();
  private final List<LinkEvents> listeners = new CopyOnWriteArrayList<>();
  private volatile InjectModes injectModes;
  private volatile boolean draining;
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();

  LinkShared(
      LinkSettings settings,
      OcppSchemas schemas,
      BootStates boots,
      ShadowStates shadows,
      Clock clock) {
    this.settings = settings;
    this.schemas = schemas;
    this.boots = boots;
    this.shadows = shadows;
    this.clock = clock;
    this.injectModes = settings.injectModes();
  }

  LinkSettings settings() {
    return settings;
  }

  OcppSchemas schemas() {
    return schemas;
  }

  BootStates boots() {
    return boots;
  }

  ShadowStates shadows() {
    return shadows;
  }

  Clock clock() {
    return clock;
  }

  LinkCounters counters() {
    return counters;
  }

  TapBoard taps() {
    return taps;
  }

  InjectModes injectModes() {
    return injectModes;
  }

  void injectModes(InjectModes modes) {
    injectModes = modes;
  }

  /** Whether no more links may come up. */
  boolean draining() {
    return draining;
  }

  /** No more links come up; completed when the last one is gone. */
  CompletableFuture<Void> drain() {
    draining = true;
    signalWhenEmpty();
    return emptied;
  }

  @Nullable StationLink link(String stationId) {
    return links.get(stationId);
  }

  List<StationLink> links() {
    return List.copyOf(links.values());
  }

  /** A link is up; of two with the same id the newest stays. */
  void arrived(StationLink link) {
    StationLink[] replaced = new StationLink[1];
    // Under the map's lock for the id: the end of the old link can then not be told after the
    // beginning of the new one.
    links.compute(
        link.stationId(),
        (id, old) -> {
          replaced[0] = old;
          tell(events -> events.connected(id, link.subprotocol()));
          if (link.accepted()) {
            tell(events -> events.injectable(id, link.subprotocol()));
          }
          return link;
        });
    counters.add(LinkCounters.Count.LINKS_OPENED);
    if (replaced[0] != null) {
      LOG.info("{}: connected again; the older connection is closed", link.stationId());
      replaced[0].closeFromElsewhere(1001, "the station connected again");
    }
  }

  void accepted(StationLink link) {
    links.computeIfPresent(
        link.stationId(),
        (id, current) -> {
          if (current.equals(link)) {
            tell(events -> events.injectable(id, link.subprotocol()));
          }
          return current;
        });
  }

  void gone(StationLink link) {
    counters.add(LinkCounters.Count.LINKS_CLOSED);
    links.computeIfPresent(
        link.stationId(),
        (id, current) -> {
          if (!current.equals(link)) {
            return current;
          }
          tell(events -> events.disconnected(id, link.subprotocol()));
          return null;
        });
    signalWhenEmpty();
  }

  @SuppressWarnings("NullAway") // a CompletableFuture<Void> is completed with null
  private void signalWhenEmpty() {
    if (draining && links.isEmpty()) {
      emptied.complete(null);
    }
  }

  /**
   * An older connection of a station ends with a call open that may have been obeyed: the newer
   * one, if there is one, has to know.
   *
   * @param from the shadow that knows already
   */
  void inherit(String stationId, KeptShadow from, String action, JsonNode request, boolean own) {
    StationLink current = links.get(stationId);
    if (current != null) {
      current.inherit(from, action, request, own);
    }
  }

  void ownProfileGone(String stationId) {
    counters.add(LinkCounters.Count.OWN_PROFILES_GONE);
    tell(events -> events.ownProfileGone(stationId));
  }

  AutoCloseable addEvents(LinkEvents events) {
    listeners.add(events);
    for (String id : links.keySet()) {
      links.computeIfPresent(
          id,
          (same, link) -> {
            quietly(events, to -> to.connected(id, link.subprotocol()));
            if (link.accepted()) {
              quietly(events, to -> to.injectable(id, link.subprotocol()));
            }
            return link;
          });
    }
    return () -> listeners.remove(events);
  }

  private void tell(Consumer<LinkEvents> message) {
    listeners.forEach(events -> quietly(events, message));
  }

  private static void quietly(LinkEvents events, Consumer<LinkEvents> message) {
    try {
      message.accept(events);
    } catch (RuntimeException e) {
      LOG.warn("A listener of link events failed; links are not affected", e);
    }
  }
}

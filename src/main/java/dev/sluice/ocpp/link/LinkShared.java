package dev.sluice.ocpp.link;

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
  private final StationCredentials credentials;
  private final Admission admission;
  private final CredentialFailures failures;
  private final AcceptedCredentials known = new AcceptedCredentials();
  private final IdentityQueue queue = new IdentityQueue();
  private final Seldom refusals = new Seldom();
  private final LinkCounters counters = new LinkCounters();
  private final ProtocolQuality quality;
  private final RecentCutOffs cutOffs = new RecentCutOffs();
  private final TapBoard taps = new TapBoard();
  private final Map<String, StationLink> links = new ConcurrentHashMap<>();
  private final List<LinkEvents> listeners = new CopyOnWriteArrayList<>();
  private volatile InjectModes injectModes;
  private volatile Upstreams upstreams;
  private volatile boolean draining;
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();

  LinkShared(
      LinkSettings settings,
      OcppSchemas schemas,
      BootStates boots,
      ShadowStates shadows,
      Clock clock,
      StationCredentials credentials) {
    this.settings = settings;
    this.schemas = schemas;
    this.boots = boots;
    this.shadows = shadows;
    this.clock = clock;
    this.credentials = credentials;
    this.admission = new Admission(settings.identity().admission(), counters);
    this.failures = new CredentialFailures(settings.identity().admission());
    this.quality = new ProtocolQuality(schemas);
    this.injectModes = settings.injectModes();
    this.upstreams = settings.upstreams();
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

  StationCredentials credentials() {
    return credentials;
  }

  Admission admission() {
    return admission;
  }

  CredentialFailures failures() {
    return failures;
  }

  AcceptedCredentials known() {
    return known;
  }

  IdentityQueue queue() {
    return queue;
  }

  LinkCounters counters() {
    return counters;
  }

  ProtocolQuality quality() {
    return quality;
  }

  RecentCutOffs cutOffs() {
    return cutOffs;
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

  Upstreams upstreams() {
    return upstreams;
  }

  void upstreams(Upstreams others) {
    upstreams = others;
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

  /**
   * A link is up.
   *
   * @throws IllegalStateException when the station has one already: {@link IdentityQueue} is there
   *     to exclude that
   */
  void arrived(StationLink link) {
    // Under the map's lock for the id: the end of a link can then not be told before its beginning.
    links.compute(
        link.stationId(),
        (id, old) -> {
          if (old != null) {
            throw new IllegalStateException(id + " has a link already");
          }
          tell(events -> events.connected(id, link.subprotocol()));
          if (link.accepted()) {
            tell(events -> events.injectable(id, link.subprotocol()));
          }
          return link;
        });
    counters.add(LinkCounters.Count.LINKS_OPENED);
    if (draining) {
      link.closeFromElsewhere(1001, "the gateway is going away");
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
    queue.linkEnded(link.stationId());
    signalWhenEmpty();
  }

  @SuppressWarnings("NullAway") // a CompletableFuture<Void> is completed with null
  private void signalWhenEmpty() {
    if (draining && links.isEmpty()) {
      emptied.complete(null);
    }
  }

  void takeoverRefused(String stationId, String from) {
    counters.add(LinkCounters.Count.TAKEOVERS_REFUSED);
    refusals
        .due()
        .ifPresent(
            more ->
                LOG.warn(
                    "{}: {} wants to be this station without its credentials; refused, as were"
                        + " {} others that are not logged",
                    stationId,
                    from,
                    more));
    tell(events -> events.takeoverRefused(stationId, from));
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

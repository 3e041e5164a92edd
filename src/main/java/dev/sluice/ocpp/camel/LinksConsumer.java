package dev.sluice.ocpp.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.ocpp.link.LinkEvents;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ocpp:links}: tells a route of station links. A route that starts late is told of the links
 * that are up, and of those that went while its predecessor with the same id was being replaced.
 */
class LinksConsumer extends DefaultConsumer implements LinkEvents {
  private final OcppEndpoint endpoint;
  private final Set<LinkEvent> wanted;
  private final Optional<Subprotocol> protocol;
  private volatile @Nullable LinkQueue queue;
  private @Nullable AutoCloseable subscription;

  LinksConsumer(OcppEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.wanted = endpoint.eventSet();
    this.protocol = endpoint.subprotocol();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    OcppComponent component = endpoint.component();
    LinkQueue fresh = new LinkQueue(endpoint.getConcurrent(), component.workers(), this::deliver);
    queue = fresh;
    // Before the subscription, which puts a newer event in the place of what is not so any more.
    component
        .remembered(name())
        .forEach(
            (id, token) -> {
              if (protocol.map(only -> only.token().equals(token)).orElse(true)) {
                offer(id, token, LinkEvent.DISCONNECTED);
              }
            });
    subscription = component.links().addEvents(this);
    fresh.open();
  }

  @Override
  protected void doStop() throws Exception {
    AutoCloseable open = subscription;
    subscription = null;
    if (open != null) {
      open.close();
    }
    LinkQueue old = queue;
    queue = null;
    if (old != null) {
      Map<String, String> up = old.close();
      endpoint.component().remember(name(), up);
    }
    super.doStop();
  }

  private String name() {
    String routeId = getRouteId();
    return routeId == null ? endpoint.getEndpointUri() : routeId;
  }

  @Override
  public void connected(String stationId, Subprotocol subprotocol) {
    offer(stationId, subprotocol, LinkEvent.CONNECTED);
  }

  @Override
  public void injectable(String stationId, Subprotocol subprotocol) {
    offer(stationId, subprotocol, LinkEvent.ACCEPTED);
  }

  @Override
  public void disconnected(String stationId, Subprotocol subprotocol) {
    offer(stationId, subprotocol, LinkEvent.DISCONNECTED);
  }

  @Override
  public void ownProfileGone(String stationId) {
    endpoint
        .component()
        .links()
        .subprotocol(stationId)
        .ifPresent(subprotocol -> offer(stationId, subprotocol, LinkEvent.OWN_PROFILE_GONE));
  }

  private void offer(String stationId, Subprotocol subprotocol, LinkEvent event) {
    if (protocol.map(subprotocol::equals).orElse(true)) {
      offer(stationId, subprotocol.token(), event);
    }
  }

  private void offer(String stationId, String token, LinkEvent event) {
    LinkQueue open = queue;
    if (open != null && wanted.contains(event)) {
      open.offer(new LinkQueue.Entry(stationId, token, event));
    }
  }

  private void deliver(LinkQueue.Entry entry, Runnable done) {
    Exchange exchange = createExchange(false);
    Message in = exchange.getIn();
    in.setHeader(OcppHeaders.STATION_ID, entry.stationId());
    in.setHeader(OcppHeaders.LINK_EVENT, entry.event().name());
    in.setHeader(OcppHeaders.SUBPROTOCOL, entry.protocol());
    Subprotocol.of(entry.protocol())
        .ifPresent(known -> in.setHeader(OcppHeaders.FOLDER, known.folder()));
    in.setBody(
        JsonNodeFactory.instance
            .objectNode()
            .put("event", entry.event().name())
            .put("protocol", entry.protocol()));
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              Exception failure = exchange.getException();
              if (failure != null) {
                getExceptionHandler()
                    .handleException("a link event could not be processed", exchange, failure);
              }
              releaseExchange(exchange, false);
              done.run();
            });
  }
}

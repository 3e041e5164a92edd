package dev.sluice.ocpp.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.Direction;
import dev.sluice.ocpp.link.FrameTap;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ocpp:stations}: takes copies of relayed frames to a route, off the event loops. */
class StationsConsumer extends DefaultConsumer implements FrameTap, ShutdownAware {
  private static final Logger LOG = LoggerFactory.getLogger(StationsConsumer.class);
  private static final long MOST_BYTES = 16L << 20;

  private final OcppEndpoint endpoint;
  private final Set<String> actions;
  private final Optional<Subprotocol> protocol;
  private final Direction direction;
  private final boolean answers;
  private volatile @Nullable FrameQueues queues;
  private boolean tapped;
  private volatile boolean left;

  StationsConsumer(OcppEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.actions = endpoint.actionSet();
    this.protocol = endpoint.subprotocol();
    this.direction = endpoint.wantedDirection();
    this.answers = endpoint.wantsAnswers();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    left = false;
    queues =
        new FrameQueues(
            endpoint.getEndpointUri(),
            endpoint.getQueueSize(),
            MOST_BYTES,
            endpoint.component().workers(),
            this::deliver,
            endpoint.component().copies());
    Succession succession = endpoint.component().underWay();
    if (succession != null && succession.comes(this)) {
      hold();
    } else {
      tap();
    }
  }

  @Override
  protected void doSuspend() throws Exception {
    untap();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    tap();
  }

  @Override
  protected void doStop() throws Exception {
    if (!leaves()) {
      untap();
      closeQueues();
    }
    super.doStop();
  }

  /** Whether what waits is kept for a successor. */
  private synchronized boolean leaves() {
    Succession succession = endpoint.component().underWay();
    if (!left && succession != null && succession.leaves(this)) {
      hold();
      left = true;
    }
    return left;
  }

  private synchronized void tap() {
    if (!tapped) {
      endpoint.component().links().swapTaps(List.of(), List.of(this));
      tapped = true;
    }
  }

  private synchronized void untap() {
    if (tapped) {
      endpoint.component().links().swapTaps(List.of(this), List.of());
      tapped = false;
    }
  }

  private void hold() {
    FrameQueues open = queues;
    if (open != null) {
      open.hold();
    }
  }

  /** From here on the tap is its own, and what has waited is delivered. */
  synchronized void release() {
    tapped = true;
    FrameQueues open = queues;
    if (open != null) {
      open.release();
    }
  }

  /** What waits, and what comes until the tap is removed, goes there. */
  void passOn(Consumer<CopiedFrame> to) {
    FrameQueues open = queues;
    if (open != null) {
      open.passOn(to);
    }
  }

  void closeQueues() {
    FrameQueues open = queues;
    if (open != null) {
      open.close();
    }
  }

  /** The route's id; names of routes are unique. */
  String name() {
    String routeId = getRouteId();
    return routeId == null ? endpoint.getEndpointUri() : routeId;
  }

  boolean wants(CopiedFrame frame) {
    return actions.contains(frame.action())
        && frame.direction() == direction
        && (frame.answer() != null) == answers
        && protocol.map(frame.subprotocol()::equals).orElse(true);
  }

  /** Takes a copy that another consumer was given. */
  void offer(CopiedFrame frame) {
    FrameQueues open = queues;
    if (open != null) {
      open.offer(frame);
    }
  }

  @Override
  public Set<String> actions() {
    return actions;
  }

  @Override
  public void onCall(
      String stationId, Subprotocol subprotocol, Direction from, String action, byte[] call) {
    if (!answers) {
      offer(stationId, subprotocol, from, action, call, null);
    }
  }

  @Override
  public void onAnswer(
      String stationId,
      Subprotocol subprotocol,
      Direction from,
      String action,
      byte[] call,
      byte[] answer) {
    if (answers) {
      offer(stationId, subprotocol, from, action, call, answer);
    }
  }

  private void offer(
      String stationId,
      Subprotocol subprotocol,
      Direction from,
      String action,
      byte[] call,
      byte @Nullable [] answer) {
    if (from == direction && protocol.map(subprotocol::equals).orElse(true)) {
      offer(new CopiedFrame(stationId, subprotocol, from, action, Instant.now(), call, answer));
    }
  }

  private boolean deliver(CopiedFrame frame, Runnable done) {
    String id;
    JsonNode request;
    JsonNode body;
    try {
      OcppFrame call = FrameText.parse(frame.call());
      id = call.id();
      request = payload(call);
      byte[] answer = frame.answer();
      body = answer == null ? request : payload(FrameText.parse(answer));
    } catch (FrameFormatException e) {
      endpoint.component().copies().countUnreadable();
      LOG.debug("{}: a {} is skipped: {}", frame.stationId(), frame.action(), e.getMessage());
      return true;
    }
    if (request == null || body == null) {
      return true; // the call was answered by an error: there is nothing to read in it
    }
    Exchange exchange = createExchange(false);
    Message in = exchange.getIn();
    in.setHeader(OcppHeaders.STATION_ID, frame.stationId());
    in.setHeader(OcppHeaders.SUBPROTOCOL, frame.subprotocol().token());
    in.setHeader(OcppHeaders.FOLDER, frame.subprotocol().folder());
    in.setHeader(OcppHeaders.ACTION, frame.action());
    in.setHeader(OcppHeaders.MESSAGE_ID, id);
    in.setHeader(OcppHeaders.DIRECTION, frame.direction().name());
    in.setHeader(OcppHeaders.RECEIVED_AT, frame.receivedAt());
    in.setBody(body);
    if (frame.answer() != null) {
      exchange.setProperty(OcppHeaders.REQUEST, request);
    }
    endpoint.component().copies().countDelivered();
    return getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              finished(exchange);
              if (!doneSync) {
                done.run();
              }
            });
  }

  private static @Nullable JsonNode payload(OcppFrame frame) {
    if (frame instanceof OcppFrame.Call call) {
      return call.payload();
    } else if (frame instanceof OcppFrame.Send send) {
      return send.payload();
    }
    return frame instanceof OcppFrame.CallResult result ? result.payload() : null;
  }

  private void finished(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure != null) {
      getExceptionHandler().handleException("a copy could not be processed", exchange, failure);
    }
    releaseExchange(exchange, false);
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return false;
  }

  @Override
  public int getPendingExchangesSize() {
    FrameQueues open = queues;
    if (open == null) {
      return 0;
    }
    // What was taken out a moment ago may not be an exchange yet: the route waits for it, too.
    return left ? open.inHand() : open.inHand() + open.waiting();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    if (!leaves()) {
      untap();
    }
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.flow.FlowControlHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A station's handshake, passed through: the station gets its 101 after the CSMS gave one, with the
 * CSMS's choice of subprotocol, and otherwise the CSMS's refusal (ocpp.md 4.1). Who it is, and
 * whether it may be that now, is found out before by {@link StationClaim}.
 */
final class StationHandshake extends SimpleChannelInboundHandler<FullHttpRequest>
    implements UpstreamDialer.Outcome, StationClaim.Outcome, DialTicket.Turn {
  private static final Logger LOG = LoggerFactory.getLogger(StationHandshake.class);

  /** How much of what a CSMS says with a refusal may stand in a log. */
  private static final int LONGEST_WORDS = 200;

  /** In the place of a CSMS's address when there is none. */
  private static final String STANDALONE = "standalone";

  private static final List<CharSequence> UPWARD =
      List.of(HttpHeaderNames.AUTHORIZATION, HttpHeaderNames.USER_AGENT);

  private final LinkShared shared;
  private final UpstreamDialer dialer;
  private final DialGates gates;
  private @Nullable FullHttpRequest request;
  private @Nullable StationId id;
  private Upstream rule;
  private @Nullable ChannelHandlerContext station;
  private @Nullable StationClaim claim;
  private @Nullable DialTicket ticket;
  private @Nullable Runnable dial;
  private UpstreamDialer.@Nullable Dial upstream;
  private @Nullable ScheduledFuture<?> patience;
  private @Nullable Runnable accepted;
  private boolean done;

  StationHandshake(LinkShared shared, UpstreamDialer dialer, DialGates gates) {
    this.shared = shared;
    this.rule = shared.upstreams().byDefault();
    this.dialer = dialer;
    this.gates = gates;
  }

  /** The time runs from here on: TLS, the request and the CSMS have it together. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    station = context;
    long millis = shared.settings().handshake().toMillis();
    patience = context.executor().schedule(() -> tooSlow(context), millis, TimeUnit.MILLISECONDS);
  }

  private void tooSlow(ChannelHandlerContext context) {
    if (done) {
      return;
    }
    if (request == null) {
      shared.counters().add(Count.SLOW_HANDSHAKES);
      context.close();
    } else if (accepted != null || ticket == null) {
      unavailable(HandshakeAnswer.BUSY);
    } else {
      ticket.tooSlow();
      unavailable("the CSMS did not answer the handshake in time\n");
    }
    finish();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest received) {
    if (done || request != null) {
      return;
    }
    Optional<StationId> named = StationId.of(received.uri());
    named.ifPresent(each -> rule = shared.upstreams().of(each));
    HandshakeRequest.Fault fault = HandshakeRequest.fault(received, rule.lenientUpgrade());
    if (fault == null && named.isPresent()) {
      HandshakeRequest.mend(received.headers());
      open(context, received.retain(), named.get());
      return;
    }
    if (fault == null) {
      answer(
          HttpResponseStatus.NOT_FOUND,
          "the last path segment must be a station identity of at most 255 bytes\n");
    } else {
      if (fault.status().equals(HttpResponseStatus.REQUEST_URI_TOO_LONG)
          || fault.status().equals(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)) {
        shared.counters().add(Count.OVERSIZED_REQUESTS);
      }
      answer(fault.status(), fault.text());
    }
    finish();
  }

  private void open(ChannelHandlerContext context, FullHttpRequest received, StationId named) {
    request = received;
    id = named;
    Channel channel = context.channel();
    shared.admission().requested(channel);
    channel.config().setAutoRead(false);
    if (shared.draining()) {
      goingAway();
    } else if (HandshakeRequest.offered(received.headers(), rule.fallback()).isEmpty()) {
      unagreed();
    } else {
      claim = new StationClaim(channel, named.decoded(), received.headers(), shared, this);
      claim.raise();
    }
  }

  @Override
  public void granted(HttpHeaders own) {
    if (done || request == null || id == null || station == null) {
      return;
    }
    List<Subprotocol> offered = HandshakeRequest.offered(request.headers(), rule.fallback());
    CsmsAddress csms = rule.csms();
    if (csms == null) {
      upgraded(offered.get(0), null);
    } else {
      HttpHeaders up = new DefaultHttpHeaders();
      UPWARD.forEach(name -> own.getAll(name).forEach(value -> up.add(name, value)));
      Channel channel = station.channel();
      URI url = csms.at(id);
      dial = () -> upstream = dialer.dial(channel, rule, url, offered, up, this);
      ticket = gates.of(url).ticket(channel.eventLoop(), this);
      ticket.ask();
    }
  }

  @Override
  public void go() {
    if (!done && dial != null) {
      dial.run();
    }
  }

  @Override
  public void notNow(String why, int retrySeconds) {
    if (!done && station != null) {
      shared.counters().add(Count.HANDSHAKES_REFUSED);
      HandshakeAnswer.notNow(station, why, retrySeconds);
      finish();
    }
  }

  @Override
  public void refused(HttpResponseStatus status, String text) {
    if (!done) {
      answer(status, text);
      finish();
    }
  }

  @Override
  public void throttled(long seconds) {
    if (!done && station != null) {
      shared.counters().add(Count.HANDSHAKES_REFUSED);
      HandshakeAnswer.throttled(station, seconds);
      finish();
    }
  }

  @Override
  public void upgraded(Channel channel, Subprotocol subprotocol) {
    answered();
    upgraded(subprotocol, channel);
  }

  private void upgraded(Subprotocol subprotocol, @Nullable Channel up) {
    if (done || claim == null) {
      if (up != null) {
        up.close();
      }
      return;
    }
    accepted = () -> link(subprotocol, up);
    if (claim.takeOver()) {
      free();
    } else if (up != null) {
      // Frames may stand right behind the CSMS's 101.
      up.pipeline().addLast(new FlowControlHandler());
    }
  }

  @Override
  public void free() {
    if (done || accepted == null) {
      return;
    }
    var asking = station;
    if (asking == null || !asking.channel().isActive() || (upstream != null && !upstream.isUp())) {
      unavailable("the connection to the CSMS did not last\n");
      finish();
    } else if (shared.draining()) {
      goingAway();
    } else {
      begin(asking.channel(), accepted);
    }
  }

  private void begin(Channel channel, Runnable linking) {
    try {
      linking.run();
    } catch (RuntimeException e) {
      LOG.error("{}: its link could not begin", channel.remoteAddress(), e);
      channel.close();
      finish();
    }
  }

  private void link(Subprotocol subprotocol, @Nullable Channel up) {
    if (station == null || request == null || id == null || claim == null) {
      return;
    }
    Channel channel = station.channel();
    CsmsAddress csms = rule.csms();
    String address = csms == null ? STANDALONE : CsmsAddress.authority(csms.at(id));
    ByteBuf early =
        new LinkStart(shared, rule, id, claim, request, channel, up, address, subprotocol).begin();
    finish();
    LinkStart.read(channel, early);
  }

  /** OCPP-J: the handshake completes without a subprotocol, and the connection ends. */
  @Override
  public void unagreed() {
    answered();
    if (done || request == null || station == null) {
      return;
    }
    Channel channel = station.channel();
    shared.counters().add(Count.HANDSHAKES_REFUSED);
    HandshakeAnswer.upgrade(request, null, 1024, false).handshake(channel, request);
    new Leg(channel).close(1002, "no common OCPP subprotocol");
    finish();
  }

  @Override
  public void refused(FullHttpResponse response) {
    answered();
    if (done || station == null || claim == null) {
      return;
    }
    claim.refusedByCsms(response.status());
    if (LOG.isDebugEnabled()) {
      String words = response.content().toString(StandardCharsets.UTF_8);
      LOG.debug("{}: the CSMS refused: {} {}", named(), response.status(), shortened(words));
    }
    shared.counters().add(Count.HANDSHAKES_REFUSED);
    HandshakeAnswer.copy(station, response);
    finish();
  }

  @Override
  public void failed(Throwable cause) {
    if (ticket != null && UpstreamDialer.noConnection(cause)) {
      ticket.unreachable();
    }
    if (done) {
      return;
    }
    LOG.warn("{}: the CSMS cannot be reached: {}", named(), cause.toString());
    unavailable("the CSMS cannot be reached\n");
    finish();
  }

  private String named() {
    return id == null ? "?" : id.decoded();
  }

  private static String shortened(String words) {
    return words.substring(0, Math.min(words.length(), LONGEST_WORDS)).replaceAll("\\s+", " ");
  }

  private void answered() {
    if (ticket != null) {
      ticket.answered();
    }
  }

  private void goingAway() {
    unavailable("the gateway is going away\n");
    finish();
  }

  private void unavailable(String text) {
    answer(HttpResponseStatus.SERVICE_UNAVAILABLE, text);
  }

  private void answer(HttpResponseStatus status, String text) {
    shared.counters().add(Count.HANDSHAKES_REFUSED);
    if (station != null) {
      HandshakeAnswer.write(station, status, text);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    finish();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: handshake failed: {}", context.channel().remoteAddress(), cause.toString());
    finish();
    context.close();
  }

  private void finish() {
    if (done) {
      return;
    }
    done = true;
    if (patience != null) {
      patience.cancel(false);
    }
    if (request != null) {
      request.release();
    }
    if (station != null) {
      shared.admission().over(station.channel());
      if (upstream != null && !station.isRemoved()) {
        upstream.cancel();
      }
    }
    if (claim != null) {
      claim.withdraw();
    }
    if (ticket != null) {
      ticket.left();
    }
  }
}

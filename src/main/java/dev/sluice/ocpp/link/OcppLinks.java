package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OCPP side of the gateway: the listener for stations and all links. Lives outside any route,
 * so that links survive whatever happens to routes (design D1).
 */
public final class OcppLinks implements StationCalls, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OcppLinks.class);
  private static final int BACKLOG = 1024;
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final LinkShared shared;
  private volatile @Nullable SslContext stationTls;
  private final UpstreamDialer dialer;
  private final DialGates gates;
  private final CsmsNames names;
  private final EventLoopGroup acceptor =
      Transport.BEST.loops(1, new DefaultThreadFactory("ocpp-accept", true));
  private final EventLoopGroup loops =
      Transport.BEST.loops(0, new DefaultThreadFactory("ocpp-link", true));
  private final ExecutorService answers =
      new ThreadPoolExecutor(
          2,
          2,
          30,
          TimeUnit.SECONDS,
          // Bounded by the lanes: an entry is an own call that was accepted into one.
          new LinkedBlockingQueue<>(),
          new DefaultThreadFactory("ocpp-answers", true),
          // After the end there is no thread left, and still every call is completed.
          (task, pool) -> task.run());
  private @Nullable Channel listener;

  /**
   * @throws IllegalStateException when the platform offers no TLS towards a CSMS that needs it
   */
  public OcppLinks(
      LinkSettings settings,
      LinkTls tls,
      OcppSchemas schemas,
      BootStates boots,
      ShadowStates shadows,
      Clock clock) {
    this(settings, tls, schemas, boots, shadows, clock, StationCredentials.none());
  }

  /**
   * @param credentials asked where the settings' credential mode is to verify
   * @throws IllegalArgumentException when the settings' CSMS address is not usable
   */
  public OcppLinks(
      LinkSettings settings,
      LinkTls tls,
      OcppSchemas schemas,
      BootStates boots,
      ShadowStates shadows,
      Clock clock,
      StationCredentials credentials) {
    this(settings, tls, schemas, boots, shadows, clock, credentials, InetAddress::getAllByName);
  }

  /**
   * @param lookup of the CSMS's name
   */
  OcppLinks(
      LinkSettings settings,
      LinkTls tls,
      OcppSchemas schemas,
      BootStates boots,
      ShadowStates shadows,
      Clock clock,
      StationCredentials credentials,
      CsmsNames.Lookup lookup) {
    this.shared = new LinkShared(settings, schemas, boots, shadows, clock, credentials);
    this.stationTls = tls.stations();
    this.names = new CsmsNames(lookup);
    this.dialer = new UpstreamDialer(tls.csms(), settings, names);
    dialer.prepare(settings.upstreams());
    this.gates =
        new DialGates(settings.dials(), settings.handshake(), loops.next(), shared.counters());
  }

  /**
   * Listens for stations.
   *
   * @throws IOException when the address cannot be bound
   */
  public void start() throws IOException {
    LinkSettings settings = shared.settings();
    shared.quality().start();
    var bound =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(Transport.BEST.listener())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .handler(new AdmissionGate(shared.admission()))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    SslContext context = stationTls;
                    if (context != null) {
                      SslHandler handler = context.newHandler(channel.alloc());
                      // The handshake's own time, which also counts, is over first.
                      handler.setHandshakeTimeoutMillis(2 * settings.handshake().toMillis());
                      channel.pipeline().addLast(handler);
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new HandshakeDecoder(settings.limits()),
                            new HttpResponseEncoder(),
                            new HttpObjectAggregator(4096, true),
                            new StationHandshake(shared, dialer, gates));
                  }
                })
            .bind(settings.host(), settings.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "stations cannot be served on " + settings.host() + ":" + settings.port(), bound.cause());
    }
    listener = bound.channel();
  }

  /** The address that stations connect to. */
  public InetSocketAddress address() {
    if (listener == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) listener.localAddress();
  }

  /** Whether the listener is up. */
  public boolean listening() {
    Channel channel = listener;
    return channel != null && channel.isOpen();
  }

  /** How well stations and CSMSs speak OCPP. */
  public ProtocolQuality quality() {
    return shared.quality();
  }

  /** What the links have done since the start. */
  public LinkCounters counters() {
    return shared.counters();
  }

  /** What is done with calls that can cut the gateway off. */
  public CutOffPolicies cutOffPolicies() {
    return shared.settings().rules().cutOff();
  }

  /** The last calls that can cut the gateway off. */
  public RecentCutOffs recentCutOffs() {
    return shared.cutOffs();
  }

  /** Connections whose handshake is not over. */
  public int handshakes() {
    return shared.admission().handshakes();
  }

  /** The CSMS's addresses that stations were passed on to so far, and how they do. */
  public List<CsmsState> csms() {
    return gates.states();
  }

  /** Whether the gateway is going away: no more stations are let in. */
  public boolean draining() {
    return shared.draining();
  }

  /** How many stations are connected. */
  public int connected() {
    return shared.links().size();
  }

  /** The mode of stations that no override names. */
  public InjectMode injectMode() {
    return shared.injectModes().byDefault();
  }

  /** The mode of a station. */
  public InjectMode injectMode(String stationId) {
    return shared.injectModes().of(stationId);
  }

  /** One mode for all stations, overrides end; takes effect from the next injected call on. */
  public void injectMode(InjectMode mode) {
    injectModes(InjectModes.everywhere(mode));
  }

  /** The modes of all stations. */
  public InjectModes injectModes() {
    return shared.injectModes();
  }

  /**
   * Takes effect from the next injected call on. Profiles that are installed stay until they end;
   * they may be cleared in every mode.
   */
  public void injectModes(InjectModes modes) {
    shared.injectModes(modes);
  }

  /** Other keys for stations; connections that are there stay as they are. Null = in the clear. */
  public void stationTls(@Nullable SslContext other) {
    stationTls = other;
  }

  /** Where the connections of stations go on to. */
  public Upstreams upstreams() {
    return shared.upstreams();
  }

  /**
   * Takes effect from the next handshake on; links that are up stay as they are.
   *
   * @throws IllegalStateException when the platform offers no TLS towards a CSMS that needs it;
   *     nothing has changed then
   */
  public void upstreams(Upstreams others) {
    dialer.prepare(others);
    shared.upstreams(others);
  }

  @Override
  public CompletableFuture<JsonNode> call(InjectedCall call) {
    CompletableFuture<JsonNode> inner = new CompletableFuture<>();
    StationLink link = shared.link(call.stationId());
    if (link == null || !link.execute(() -> link.inject(call, inner))) {
      inner.completeExceptionally(
          new CallFailure(
              CallFailure.Reason.NOT_CONNECTED, "", call.stationId() + " is not connected"));
    }
    inner.whenComplete((result, failure) -> count(failure));
    // What callers do with the answer must not hold up the link's event loop.
    CompletableFuture<JsonNode> outer = new CompletableFuture<>();
    inner.whenCompleteAsync(
        (result, failure) -> {
          if (failure != null) {
            outer.completeExceptionally(failure);
          } else {
            outer.complete(result);
          }
        },
        answers);
    return outer;
  }

  private void count(@Nullable Throwable failure) {
    if (!(failure instanceof CallFailure why)) {
      return;
    }
    switch (why.reason()) {
      case EXPIRED -> counters().add(Count.INJECTED_STALE);
      case SUPERSEDED -> counters().add(Count.INJECTED_SUPERSEDED);
      case QUEUE_FULL -> counters().add(Count.INJECTED_OVERFLOWS);
      case TIMEOUT -> counters().add(Count.INJECTED_TIMED_OUT);
      default -> {}
    }
  }

  @Override
  public Optional<Subprotocol> subprotocol(String stationId) {
    return Optional.ofNullable(shared.link(stationId)).map(StationLink::subprotocol);
  }

  @Override
  public AutoCloseable addTap(FrameTap tap) {
    return shared.taps().add(tap);
  }

  /**
   * Puts taps in the place of others in one step: each frame reaches either those that go or those
   * that come. A tap is removed by an empty {@code fresh}.
   */
  public void swapTaps(Collection<? extends FrameTap> gone, Collection<? extends FrameTap> fresh) {
    shared.taps().swap(gone, fresh);
  }

  @Override
  public AutoCloseable addEvents(LinkEvents events) {
    return shared.addEvents(events);
  }

  /**
   * Closes all links, evenly over the time given, so that the stations do not all come back at
   * once; those that do come back are told to come later (503). Then stops listening.
   */
  public void drain(Duration within) {
    CompletableFuture<Void> empty = shared.drain();
    List<StationLink> open = shared.links();
    long step = open.isEmpty() ? 0 : within.toNanos() / open.size();
    long at = 0;
    for (StationLink link : open) {
      loops.next().schedule(() -> goodbye(link), at, TimeUnit.NANOSECONDS);
      at += step;
    }
    try {
      empty.get(within.toNanos() + GRACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{} links did not close in time", connected());
    }
    stopListening();
  }

  private void goodbye(StationLink link) {
    link.closeFromElsewhere(shared.settings().drainCode(), "the gateway is going away");
  }

  private void stopListening() {
    if (listener != null) {
      listener.close().awaitUninterruptibly(TimeUnit.SECONDS.toMillis(2));
    }
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    var unused = shared.drain();
    stopListening();
    shared.links().forEach(this::goodbye);
    acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
    loops.shutdownGracefully(100, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly(3000);
    names.close();
    shared.quality().close();
    answers.shutdown();
  }
}

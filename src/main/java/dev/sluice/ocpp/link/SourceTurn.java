package dev.sluice.ocpp.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects from one local address after the other until one has a port free: an address reaches one
 * CSMS only some 28,000 times (ocpp.md 5.2). Confined to the event loop.
 */
final class SourceTurn implements UpstreamDialer.Dial {
  private static final Logger LOG = LoggerFactory.getLogger(SourceTurn.class);

  private final Bootstrap bootstrap;
  private final SocketAddress csms;
  private final List<InetAddress> sources;
  private final AtomicInteger turn;
  private final Consumer<Throwable> failed;
  private int tried;
  private @Nullable ChannelFuture current;
  private boolean cancelled;

  /**
   * @param sources empty = the system chooses one
   * @param turn of all connections, so that they are spread over the addresses
   */
  SourceTurn(
      Bootstrap bootstrap,
      SocketAddress csms,
      List<InetAddress> sources,
      AtomicInteger turn,
      Consumer<Throwable> failed) {
    this.bootstrap = bootstrap;
    this.csms = csms;
    this.sources = sources;
    this.turn = turn;
    this.failed = failed;
  }

  void next() {
    InetAddress source =
        sources.isEmpty()
            ? null
            : sources.get(Math.floorMod(turn.getAndIncrement(), sources.size()));
    tried++;
    ChannelFuture attempt =
        source == null
            ? bootstrap.connect(csms)
            : bootstrap.connect(csms, new InetSocketAddress(source, 0));
    current = attempt;
    attempt.addListener(
        future -> {
          if (!future.isSuccess() && !cancelled) {
            over(source, future.cause());
          }
        });
  }

  private void over(@Nullable InetAddress source, Throwable cause) {
    if (source != null && tried < sources.size() && isExhausted(cause)) {
      LOG.debug("no connection to the CSMS from {}: {}", source.getHostAddress(), cause.toString());
      next();
    } else if (source != null && isExhausted(cause)) {
      BindException none = new BindException("no local address has a port left for the CSMS");
      none.initCause(cause);
      failed.accept(none); // not the CSMS's fault, and must not look like it
    } else {
      failed.accept(cause);
    }
  }

  /** Whether it was this address's fault: it has no port left, or is not this machine's. */
  private static boolean isExhausted(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof BindException
        || cause.getCause() instanceof BindException
        || message.contains("Cannot assign requested address")
        || message.contains("Address already in use");
  }

  @Override
  public boolean isUp() {
    return current != null && current.channel().isActive();
  }

  @Override
  public void cancel() {
    cancelled = true;
    if (current != null) {
      current.channel().close();
    }
  }
}

package dev.sluice.bench.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The stations of one measurement. State belongs to one event loop. */
final class Fleet implements AutoCloseable {
  private static final int AT_ONCE = 64;
  private static final long CONNECT_SECONDS = 120;

  private final EventLoopGroup loops;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final List<Station> stations = new ArrayList<>();
  private final ArrayDeque<Station> free = new ArrayDeque<>();
  private final Histogram times = new Histogram(60_000_000_000L, 3);
  private Load load;
  private int wanted;
  private int ready;
  private int number;
  private int open;
  private long answers;
  private long mismatches;
  private boolean recording;

  /**
   * @param tls null = stations in the clear
   */
  Fleet(EventLoopGroup loops, InetSocketAddress to, SslContext tls) {
    this.loops = loops;
    this.loop = loops.next();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Transport.connection())
            .remoteAddress(to)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(enrol(tls != null));
                  }
                });
  }

  private Station enrol(boolean tls) {
    Station station = new Station(this, stations.size(), tls);
    stations.add(station);
    return station;
  }

  /**
   * Connects further stations until there are so many, all booted.
   *
   * @throws IOException when that does not succeed in two minutes
   */
  void grow(int to) throws Exception {
    on(
        () -> {
          int more = Math.min(AT_ONCE, to - wanted);
          int later = to - wanted - more;
          wanted = to;
          backlog = later;
          for (int i = 0; i < more; i++) {
            bootstrap.connect();
          }
          return null;
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
    while (on(() -> ready) < to) {
      if (System.nanoTime() > end) {
        throw new IOException("only " + on(() -> ready) + " of " + to + " stations are connected");
      }
      Thread.sleep(20);
    }
  }

  private int backlog;

  void ready(Station station) {
    ready++;
    free.add(station);
    if (backlog > 0) {
      backlog--;
      bootstrap.connect();
    }
  }

  void gone(Station station, boolean wasReady, boolean asked) {
    if (wasReady) {
      ready--;
      free.remove(station);
    }
    if (!asked) {
      mismatch(-1, "a connection is lost");
    }
  }

  void closedByPeer(int station, boolean asked) {
    if (!asked) {
      mismatch(station, "closed by the other side");
    }
  }

  void mismatch(int station, String what) {
    if (mismatches++ < 5) {
      System.err.println("station " + station + ": " + what);
    }
  }

  EventLoop loop() {
    return loop;
  }

  /** The number of the last call. */
  int number() {
    return number;
  }

  int nextNumber() {
    return ++number;
  }

  /** The free station that has waited longest; null = none. */
  Station pollFree() {
    Station station = free.poll();
    if (station != null) {
      open++;
    }
    return station;
  }

  void answered(Station station, long due) {
    if (recording) {
      answers++;
      times.recordValue(Math.min(System.nanoTime() - due, times.getHighestTrackableValue()));
    }
    open--;
    free.add(station);
    if (load != null) {
      load.free(this);
    }
  }

  void start(Load with) throws Exception {
    on(
        () -> {
          load = with;
          with.start(this);
          return null;
        });
  }

  /** Ends the load and waits for what is open; what stays unanswered counts as a mismatch. */
  void stop() throws Exception {
    on(
        () -> {
          load.stop();
          return null;
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (on(() -> open) > 0 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    on(
        () -> {
          if (open > 0) {
            mismatch(-1, open + " calls are unanswered");
          }
          load = null;
          return null;
        });
  }

  void record(boolean on) throws Exception {
    on(
        () -> {
          if (on) {
            times.reset();
            answers = 0;
          }
          recording = on;
          return null;
        });
  }

  long answers() throws Exception {
    return on(() -> answers);
  }

  Histogram times() throws Exception {
    return on(times::copy);
  }

  long mismatches() throws Exception {
    return on(() -> mismatches);
  }

  private <T> T on(Callable<T> task) throws Exception {
    return loop.submit(task).get();
  }

  /** Lets all stations go, and waits until they are gone. */
  @Override
  public void close() throws Exception {
    on(
        () -> {
          stations.forEach(Station::leave);
          return null;
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (on(() -> ready) > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    on(
        () -> {
          stations.forEach(Station::cut);
          return null;
        });
  }
}

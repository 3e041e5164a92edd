package dev.sluice.bench.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** The CSMS behind whatever is measured. Its state belongs to its one event loop. */
final class Csms implements AutoCloseable {
  private final EventLoopGroup loops = Transport.oneLoop("csms");
  private final EventLoop loop = loops.next();
  private final Histogram downTimes = new Histogram(60_000_000_000L, 3);
  private final Channel listener;
  private int connections;
  private int number;
  private int downPerMille;
  private int owed;
  private long downAnswers;
  private long mismatches;
  private boolean recording;

  Csms(int port) {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(Transport.listener())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new CsmsConnection(Csms.this));
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  /** Lets the CSMS send so many calls for every 1,000 calls of stations. */
  void downCalls(int perMille) throws Exception {
    on(
        () -> {
          downPerMille = perMille;
          owed = 0;
          return null;
        });
  }

  void record(boolean on) throws Exception {
    on(
        () -> {
          if (on) {
            downTimes.reset();
            downAnswers = 0;
          }
          recording = on;
          return null;
        });
  }

  Histogram downTimes() throws Exception {
    return on(downTimes::copy);
  }

  /** Answers to the CSMS's calls while recording was on. */
  long downAnswers() throws Exception {
    return on(() -> downAnswers);
  }

  /** What arrived that should not have. */
  long mismatches() throws Exception {
    return on(() -> mismatches);
  }

  int connections() throws Exception {
    return on(() -> connections);
  }

  private <T> T on(Callable<T> task) throws Exception {
    return loop.submit(task).get();
  }

  void opened() {
    connections++;
  }

  void closed() {
    connections--;
  }

  void mismatch(String what) {
    if (mismatches++ < 5) {
      System.err.println("CSMS: " + what);
    }
  }

  /** A station's call was answered; whether the CSMS now has one for it. */
  boolean owes() {
    owed += downPerMille;
    if (owed < 1000) {
      return false;
    }
    owed -= 1000;
    return true;
  }

  int nextNumber() {
    return ++number;
  }

  void downAnswered(long nanos) {
    if (recording) {
      downAnswers++;
      downTimes.recordValue(nanos);
    }
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }
}

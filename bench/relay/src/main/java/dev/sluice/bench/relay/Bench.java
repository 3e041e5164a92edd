package dev.sluice.bench.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.TimeUnit;

/** The CSMS, the stations' loop, and one measurement at a time. */
final class Bench implements AutoCloseable {
  private static final long SETTLE_MILLIS = 500;

  private final Csms csms;
  private final EventLoopGroup loops = Transport.oneLoop("stations");
  private final SslContext tls;
  private long mismatches;

  Bench(int csmsPort, SslContext tls) {
    this.csms = new Csms(csmsPort);
    this.tls = tls;
  }

  Fleet fleet(Target target) {
    return new Fleet(loops, target.address(), target.pid() == 0 ? null : tls);
  }

  /**
   * Runs a load over stations that are connected.
   *
   * @param downPerMille calls of the CSMS for every 1,000 of stations
   * @param during runs while it is measured
   */
  Figures measure(
      Target target, Fleet fleet, Load load, int downPerMille, double seconds, Runnable during)
      throws Exception {
    csms.downCalls(downPerMille);
    fleet.start(load);
    Thread.sleep(SETTLE_MILLIS);
    long own = ProcessHandle.current().pid();
    csms.record(true);
    fleet.record(true);
    long cpu = target.cpu();
    long ours = Target.cpu(own);
    long from = System.nanoTime();
    during.run();
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9) - (System.nanoTime() - from));
    double took = (System.nanoTime() - from) / 1e9;
    cpu = target.cpu() - cpu;
    ours = Target.cpu(own) - ours;
    fleet.record(false);
    csms.record(false);
    long calls = fleet.answers() + csms.downAnswers();
    Figures figures = Figures.of(took, calls, cpu, ours, fleet.times(), csms.downTimes());
    fleet.stop();
    csms.downCalls(0);
    return figures;
  }

  /** Lets a fleet go; what went wrong with it is added to {@link #mismatches}. */
  void dismiss(Fleet fleet) throws Exception {
    mismatches += fleet.mismatches();
    fleet.close();
    for (int i = 0; i < 250 && csms.connections() > 0; i++) {
      Thread.sleep(20);
    }
  }

  /** Answers that were not the one that was due, connections lost, calls unanswered. */
  long mismatches() throws Exception {
    return mismatches + csms.mismatches();
  }

  @Override
  public void close() {
    csms.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

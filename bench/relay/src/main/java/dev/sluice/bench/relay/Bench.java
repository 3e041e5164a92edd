package dev.sluice.bench.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.TimeUnit;

/** The CSMS, the stations' loop, and one measurement at a time. */
final class Bench implements AutoCloseable {
  private static final long SETTLE_MILLIS = 500;
  private static final int WINDOW = 5;

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
    long compiling = target.compiling();
    long ours = Target.cpu(own);
    long from = System.nanoTime();
    during.run();
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9) - (System.nanoTime() - from));
    double took = (System.nanoTime() - from) / 1e9;
    cpu = target.cpu() - cpu;
    compiling = target.compiling() - compiling;
    ours = Target.cpu(own) - ours;
    fleet.record(false);
    csms.record(false);
    long calls = fleet.answers() + csms.downAnswers();
    Figures figures =
        Figures.of(took, calls, cpu, compiling, ours, fleet.times(), csms.downTimes());
    fleet.stop();
    csms.downCalls(0);
    return figures;
  }

  /**
   * Loads a target until a call costs no less than before, Java's compilers having done their work.
   *
   * @param options say how long at least, and at most
   */
  void warmUp(Target target, int stations, Options options) throws Exception {
    int least = options.number("warm-up", 15);
    int most = options.number("warm-up-most", 90);
    long from = System.nanoTime();
    int windows = target.java() ? Math.max(least, most) / WINDOW : 1;
    double before = Double.MAX_VALUE;
    Fleet fleet = fleet(target);
    fleet.grow(stations);
    for (int window = 0; window < windows; window++) {
      Figures busy = measure(target, fleet, new ClosedLoop(stations), 100, WINDOW * 0.6, () -> {});
      measure(target, fleet, new OpenLoop(500), 100, WINDOW * 0.4, () -> {});
      double seen = (System.nanoTime() - from) / 1e9;
      if (seen >= least && busy.compiling() < busy.cpu() / 50 && busy.cpu() > before * 0.97) {
        break;
      }
      before = busy.cpu();
    }
    dismiss(fleet);
    System.err.printf(
        "warm-up of %s: %.0f s, %.1f µs/call at its end%n",
        target.name(), (System.nanoTime() - from) / 1e9, before);
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

package dev.sluice.bench.relay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Profiles what runs on Java, at saturation and at a fixed rate. */
final class ProfileSeries {
  private final Bench bench;
  private final Options options;
  private final int stations;
  private final int seconds;

  ProfileSeries(Bench bench, Options options) {
    this.bench = bench;
    this.options = options;
    this.stations = options.number("stations", 2000);
    this.seconds = Math.max(5, options.number("seconds", 8));
  }

  void run() throws Exception {
    for (Target target : options.targets()) {
      if (target.java()) {
        bench.warmUp(target, stations, options);
        Fleet fleet = bench.fleet(target);
        fleet.grow(stations);
        int open = options.numbers("open", "2000").get(0);
        profile(target, fleet, "saturation", new ClosedLoop(Math.min(open, stations)));
        int rate = options.numbers("rate", "500").get(0);
        profile(target, fleet, "fixed-rate", new OpenLoop(rate));
        bench.dismiss(fleet);
      }
    }
  }

  private void profile(Target target, Fleet fleet, String what, Load load) throws Exception {
    Path folder = Path.of(options.text("folder", "."));
    Files.createDirectories(folder);
    Path file = folder.resolve(target.name() + "-" + what + ".jfr").toAbsolutePath();
    Profiler profiler = new Profiler(target.pid(), options.text("profiler", ""), file);
    Figures figures =
        bench.measure(target, fleet, load, 0, seconds + 4, () -> record(profiler, seconds));
    System.out.printf(
        "%n## %s, %s, by %s (%.1f µs/call while profiled)%n",
        target.name(), what, profiler.tool(), figures.cpu());
    new Profile(file).print();
  }

  private static void record(Profiler profiler, int seconds) {
    try {
      profiler.start();
      TimeUnit.SECONDS.sleep(seconds);
      profiler.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the process cannot be profiled", e);
    }
  }
}

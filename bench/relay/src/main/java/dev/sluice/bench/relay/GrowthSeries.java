package dev.sluice.bench.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same rate of calls over more and more stations: what a call costs must not grow. */
final class GrowthSeries {
  private record Point(Figures figures, long kilobytes) {}

  private final Bench bench;
  private final Options options;
  private final List<Integer> sizes;
  private final int rate;
  private final Map<String, List<Point>> points = new LinkedHashMap<>();

  GrowthSeries(Bench bench, Options options) {
    this.bench = bench;
    this.options = options;
    this.sizes = options.numbers("sizes", "500,2000,8000");
    this.rate = options.numbers("rate", "500").get(0);
  }

  void run() throws Exception {
    for (Target target : options.targets()) {
      bench.warmUp(target, sizes.get(0), options);
    }
    int rounds = options.number("rounds", 3);
    for (int round = 1; round <= rounds; round++) {
      for (Target target : options.targets()) {
        System.err.printf("growth, round %d of %d: %s%n", round, rounds, target.name());
        Fleet fleet = bench.fleet(target);
        for (int size : sizes) {
          fleet.grow(size);
          long kilobytes = target.pid() == 0 ? 0 : Memory.settled(target, 3);
          int seconds = 2 * options.number("seconds", 8);
          Figures figures = bench.measure(target, fleet, new OpenLoop(rate), 0, seconds, () -> {});
          points
              .computeIfAbsent(target.name() + " | " + size, unused -> new ArrayList<>())
              .add(new Point(figures, kilobytes));
        }
        bench.dismiss(fleet);
      }
    }
    print();
  }

  private void print() {
    System.out.printf("%n### Growth: %d calls/s over more and more stations%n%n", rate);
    System.out.println("| | stations | CPU µs/call | p50 ms | p99 ms | resident MB |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    points.forEach(
        (name, all) -> {
          List<Figures> figures = all.stream().map(Point::figures).toList();
          double cpu = Series.median(figures, Figures::cpu);
          long memory = all.get(all.size() / 2).kilobytes();
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %.2f | %.2f | %s |%n",
              name,
              cpu > 0 ? String.format(Locale.ROOT, "%.1f", cpu) : "–",
              Series.median(figures, Figures::p50),
              Series.median(figures, Figures::p99),
              memory > 0 ? String.format(Locale.ROOT, "%.1f", memory / 1024.0) : "–");
        });
  }
}

package dev.sluice.bench.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What idle stations cost in memory. Processes should be fresh. */
final class IdleSeries {
  private final Bench bench;
  private final List<Integer> sizes;
  private final List<Target> targets;
  private final int settle;
  private final int load;

  IdleSeries(Bench bench, Options options) {
    this.bench = bench;
    this.sizes = options.numbers("sizes", "500,2000,8000,9800");
    this.targets = options.targets();
    this.settle = options.number("settle", 8);
    this.load = options.number("warm-up", 15) / 3;
  }

  void run() throws Exception {
    System.out.printf("%n### Idle stations: resident memory%n%n");
    System.out.print("| | no station, MB |");
    sizes.forEach(size -> System.out.printf(Locale.ROOT, " %,d, MB |", size));
    System.out.printf(
        Locale.ROOT,
        " KB per further station (%,d → %,d) |%n|---|--:|%s--:|%n",
        sizes.get(sizes.size() > 2 ? 1 : 0),
        sizes.get(sizes.size() - 1),
        "--:|".repeat(sizes.size()));
    for (Target target : targets) {
      if (target.pid() == 0) {
        continue;
      }
      row(target.name(), target, false);
      if (target.java()) {
        row(target.name() + ", after a full GC", target, true);
      }
    }
  }

  private void row(String name, Target target, boolean collect) throws Exception {
    System.err.println("idle: " + name);
    List<Long> memory = new ArrayList<>();
    memory.add(read(target, collect));
    Fleet fleet = bench.fleet(target);
    fleet.grow(sizes.get(0));
    if (load > 0) {
      // A process that has worked before: what a first call brings is no station's.
      bench.measure(target, fleet, new ClosedLoop(sizes.get(0)), 100, load, () -> {});
    }
    for (int size : sizes) {
      fleet.grow(size);
      memory.add(read(target, collect));
    }
    bench.dismiss(fleet);
    int first = sizes.size() > 2 ? 1 : 0;
    int last = sizes.size() - 1;
    double each =
        (double) (memory.get(last + 1) - memory.get(first + 1))
            / Math.max(1, sizes.get(last) - sizes.get(first));
    StringBuilder row = new StringBuilder("| " + name + " |");
    memory.forEach(kb -> row.append(String.format(Locale.ROOT, " %.1f |", kb / 1024.0)));
    System.out.printf(Locale.ROOT, "%s %.1f |%n", row, each);
  }

  private long read(Target target, boolean collect) throws Exception {
    if (collect) {
      Memory.settled(target, settle);
      Jcmd.run(target.pid(), "GC.run");
      return Memory.settled(target, 1);
    }
    return Memory.settled(target, settle);
  }
}

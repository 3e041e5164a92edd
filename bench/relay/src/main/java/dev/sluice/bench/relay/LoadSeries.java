package dev.sluice.bench.relay;

import java.util.ArrayList;
import java.util.List;

/** Saturation, and a fixed rate, round after round over all targets. */
final class LoadSeries {
  private record Part(Series series, int open, int rate, int downPerMille, double seconds) {
    Load load(int stations) {
      return rate > 0 ? new OpenLoop(rate) : new ClosedLoop(Math.min(open, stations));
    }
  }

  private final Bench bench;
  private final Options options;
  private final int stations;
  private final List<Part> parts = new ArrayList<>();

  LoadSeries(Bench bench, Options options) {
    this.bench = bench;
    this.options = options;
    this.stations = options.number("stations", 2000);
    int down = options.number("down", 100);
    int seconds = options.number("seconds", 8);
    for (int open : options.numbers("open", "2000")) {
      parts.add(
          new Part(
              new Series("Saturation: " + stations + " stations, " + open + " calls open"),
              open,
              0,
              0,
              seconds));
    }
    if (down > 0) {
      int open = options.numbers("open", "2000").get(0);
      parts.add(
          new Part(
              new Series(
                  "Saturation with calls of the CSMS ("
                      + down / 10.0
                      + " % of stations' calls): "
                      + open
                      + " calls open"),
              open,
              0,
              down,
              seconds));
    }
    for (int rate : options.numbers("rate", "500")) {
      parts.add(
          new Part(
              new Series("Fixed rate: " + rate + " calls/s over " + stations + " stations"),
              0,
              rate,
              0,
              seconds * 2.0));
    }
  }

  void run() throws Exception {
    for (Target target : options.targets()) {
      bench.warmUp(target, stations, options);
    }
    int rounds = options.number("rounds", 3);
    for (int round = 1; round <= rounds; round++) {
      for (Target target : options.targets()) {
        System.err.printf("round %d of %d: %s%n", round, rounds, target.name());
        Fleet fleet = bench.fleet(target);
        fleet.grow(stations);
        for (Part part : parts) {
          part.series()
              .add(
                  target,
                  bench.measure(
                      target,
                      fleet,
                      part.load(stations),
                      part.downPerMille(),
                      part.seconds(),
                      () -> {}));
        }
        bench.dismiss(fleet);
      }
    }
    parts.forEach(part -> part.series().print());
  }
}

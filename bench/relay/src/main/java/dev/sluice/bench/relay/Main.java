package dev.sluice.bench.relay;

/** Measures what is running already; {@code bench/relay/run} starts it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    try (Bench bench = new Bench(options.number("csms", 0), null)) {
      System.err.println(Transport.NATIVE ? "native epoll" : "the JDK's selector");
      switch (options.series()) {
        case "load" -> new LoadSeries(bench, options).run();
        default -> throw new IllegalArgumentException("load, idle or growth");
      }
      System.out.printf("%nMismatches, lost connections and unanswered calls: %d%n", bench.mismatches());
    }
  }
}

package dev.sluice.bench.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of several rounds for each target, printed as one Markdown table. */
final class Series {
  private final String title;
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  Series(String title) {
    this.title = title;
  }

  void add(Target target, Figures figures) {
    rounds.computeIfAbsent(target.name(), unused -> new ArrayList<>()).add(figures);
  }

  void print() {
    boolean down =
        rounds.values().stream().flatMap(List::stream).anyMatch(one -> one.downP99() > 0);
    System.out.printf("%n### %s%n%n", title);
    System.out.println(
        "| | calls/s | CPU µs/call (min–max) | of it JIT | × nginx | p50 ms | p99 ms (min–max) |"
            + " p99.9 ms |"
            + (down ? " CSMS's calls p99 ms |" : "")
            + " generator + CSMS µs/call |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|" + (down ? "--:|" : "") + "--:|");
    List<Figures> nginx = rounds.get("nginx");
    double bar = nginx == null ? 0 : median(nginx, Figures::cpu);
    rounds.forEach(
        (name, all) -> {
          boolean proxy = median(all, Figures::cpu) > 0;
          System.out.printf(
              Locale.ROOT,
              "| %s | %,.0f | %s | %s | %s | %.2f | %s | %.2f |%s %.1f |%n",
              name,
              median(all, Figures::rate),
              proxy ? spread(all, Figures::cpu, "%.1f") : "–",
              median(all, Figures::compiling) > 0
                  ? String.format(Locale.ROOT, "%.1f", median(all, Figures::compiling))
                  : "–",
              proxy && bar > 0
                  ? String.format(Locale.ROOT, "%.2f", median(all, Figures::cpu) / bar)
                  : "–",
              median(all, Figures::p50),
              spread(all, Figures::p99, "%.2f"),
              median(all, Figures::p999),
              down ? String.format(Locale.ROOT, " %.2f |", median(all, Figures::downP99)) : "",
              median(all, Figures::own));
        });
  }

  private static String spread(List<Figures> all, ToDoubleFunction<Figures> of, String format) {
    double low = all.stream().mapToDouble(of).min().orElse(0);
    double high = all.stream().mapToDouble(of).max().orElse(0);
    return String.format(
        Locale.ROOT, format + " (" + format + "–" + format + ")", median(all, of), low, high);
  }

  static double median(List<Figures> all, ToDoubleFunction<Figures> of) {
    double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

package dev.sluice.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a person probably meant. */
final class Nearness {
  private record Scored(String name, int distance) {}

  private Nearness() {}

  /** Up to {@code limit} candidates that differ from {@code written} in less than half of it. */
  static List<String> nearest(String written, Collection<String> candidates, int limit) {
    int allowed = Math.max(2, Math.min(written.length(), 40) / 2);
    return candidates.stream()
        .map(name -> new Scored(name, distance(written, name)))
        .filter(scored -> scored.distance() <= allowed)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(limit)
        .map(Scored::name)
        .toList();
  }

  /** Levenshtein's distance, letter case ignored; the end of a path counts as much as all of it. */
  private static int distance(String written, String name) {
    String left = written.toLowerCase(Locale.ROOT);
    String right = name.toLowerCase(Locale.ROOT);
    if (right.endsWith("." + left)) {
      return 1;
    }
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[right.length()];
  }
}

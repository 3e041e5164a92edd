package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects the findings of one file. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void add(Finding.Kind kind, Position at, String row, String what, String suggestion) {
    Finding finding = new Finding(kind, at, row, what, suggestion);
    if (!found.contains(finding)) {
      found.add(finding);
    }
  }

  int count() {
    return found.size();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  List<Finding> sorted() {
    return found.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> finding.at().file())
                .thenComparingInt(finding -> finding.at().line())
                .thenComparingInt(finding -> finding.at().column()))
        .toList();
  }

  /** {@code did you mean 'x'?} for the nearest of the candidates; empty when none is near. */
  static String didYouMean(String written, Collection<String> candidates) {
    return Spelling.didYouMean(written, candidates);
  }
}

package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.List;

/** What one application of a table collects on its way. */
final class MappingPass {
  /** A message with a hundred thousand bad samples must not become as many reports. */
  private static final int MOST_DEGRADATIONS = 1000;

  private final String table;
  private final List<Degradation> degradations = new ArrayList<>(0);

  MappingPass(String table) {
    this.table = table;
  }

  void degraded(Degradation degradation) {
    if (degradations.size() < MOST_DEGRADATIONS) {
      degradations.add(degradation);
    }
  }

  MappingException failure(Position at, String element, String what) {
    return new MappingException(
        table, element, at.file() + ":" + at.line() + ": " + element + ": " + what);
  }

  List<Degradation> degradations() {
    return degradations;
  }
}

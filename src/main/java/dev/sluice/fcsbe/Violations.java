package dev.sluice.fcsbe;

import java.util.List;

/** Refuses a document for which something was noted. */
final class Violations {
  private Violations() {}

  static void refuse(ProblemCode code, List<Violation> violations) {
    if (!violations.isEmpty()) {
      Violation first = violations.get(0);
      String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
      throw new ProblemException(
          new Problem(code, first.pointer() + " " + first.rule() + more, violations));
    }
  }
}

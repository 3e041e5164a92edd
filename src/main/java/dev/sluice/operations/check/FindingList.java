package dev.sluice.operations.check;

import dev.sluice.mapping.Spelling;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects findings, each once. */
final class FindingList {
  private final Set<Finding> all = new TreeSet<>();

  void add(Finding finding) {
    all.add(finding);
  }

  void add(String file, Node at, String what, String instead) {
    add(file, at, 0, what, instead, false);
  }

  /** About what another file has or lacks. */
  void addOfOthers(String file, Node at, String what, String instead) {
    add(file, at, 0, what, instead, true);
  }

  /**
   * @param offset how many columns after the node's beginning
   */
  void add(String file, Node at, int offset, String what, String instead, boolean ofOthers) {
    Mark mark = at.getStartMark().orElse(null);
    add(
        new Finding(
            file,
            mark == null ? 0 : mark.getLine() + 1,
            mark == null ? 0 : mark.getColumn() + 1 + offset,
            what,
            instead,
            ofOthers));
  }

  /** {@code did you mean 'x'?} for the nearest of the candidates; empty when none is near. */
  static String didYouMean(String written, Collection<String> candidates) {
    return Spelling.nearest(written, candidates).map(x -> "did you mean '" + x + "'?").orElse("");
  }

  Set<Finding> all() {
    return all;
  }
}

package dev.sluice.operations.check;

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

  Set<Finding> all() {
    return all;
  }
}

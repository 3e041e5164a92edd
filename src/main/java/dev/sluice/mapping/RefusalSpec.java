package dev.sluice.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * An element that a table cannot carry and will not leave out: a message with it is refused.
 *
 * @param cells the entry's keys
 * @param element the element of the table's {@code from} side; {@code [*]} is any place of an array
 * @param when only then, with paths from where the element's last name stands; null for always
 * @param because why, for the error
 */
record RefusalSpec(YamlMap cells, ElementPath element, @Nullable Condition when, String because) {
  private static final List<String> KEYS = List.of("element", "when", "because");

  /** Reads one entry of {@code refuses}; empty when it has findings. */
  static Optional<RefusalSpec> read(MappingNode node, YamlFile file) {
    YamlMap cells = new YamlMap(file, node, "refuses", KEYS);
    Cell element = cells.needed("element", "refuses");
    Cell because = cells.needed("because", "refuses");
    if (element == null || because == null) {
      return Optional.empty();
    }
    try {
      ElementPath path = PathParser.parse(element.text());
      if (path.up() > 0 || path.hasMatching()) {
        throw new BadCellException("'" + path + "' must be a plain path", "");
      }
      @Nullable Condition when = null;
      Cell whenCell = cells.cell("when");
      if (whenCell != null) {
        element = whenCell;
        when = Condition.parse(whenCell.text());
      }
      return Optional.of(new RefusalSpec(cells, path, when, because.text()));
    } catch (BadCellException e) {
      file.findings().add(e.kind(), element.at(), "refuses", e.what(), e.suggestion());
      return Optional.empty();
    }
  }

  /** Finds an element that the side does not have: it would never be refused. */
  void check(Side side, Findings findings) {
    String path = element.modelPath();
    if (side.model().element(side.message(), path).isEmpty()) {
      findings.add(
          Finding.Kind.UNKNOWN_ELEMENT,
          cells.at("element"),
          "refuses " + element,
          side + " has no element '" + path + "'",
          Findings.didYouMean(path, side.model().paths(side.message())));
    }
    if (when != null) {
      when.tests().forEach(test -> check(test, side, findings));
    }
  }

  private void check(Condition.Test test, Side side, Findings findings) {
    String path = OrientedRow.modelPath(enclosing(), test.path());
    if (side.model().element(side.message(), path).isEmpty()) {
      findings.add(
          Finding.Kind.UNKNOWN_ELEMENT,
          cells.at("when"),
          "refuses " + element,
          side + " has no element '" + path + "'",
          Findings.didYouMean(path, side.model().paths(side.message())));
    }
  }

  /** The innermost array that the element stands in; null at the top. */
  private @Nullable ElementPath enclosing() {
    for (int last = element.segments().size() - 2; last >= 0; last--) {
      if (element.segments().get(last).subscript() != null) {
        return new ElementPath(element.segments().subList(0, last + 1));
      }
    }
    return null;
  }
}

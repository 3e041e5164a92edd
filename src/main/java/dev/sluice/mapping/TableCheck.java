package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a table with the models of both sides; every mistake becomes a finding of its file. */
final class TableCheck {
  private final TableSpec table;
  private final Findings findings;

  private TableCheck(TableSpec table) {
    this.table = table;
    this.findings = table.file().findings();
  }

  static void check(TableSpec table) {
    TableCheck check = new TableCheck(table);
    table.refusals().forEach(refusal -> refusal.check(table.from(), table.file().findings()));
    for (EachSpec block : table.blocks()) {
      if (!block.isTop()) {
        check.block(block);
      }
      for (MappingDirection direction : MappingDirection.values()) {
        List<OrientedRow> rows = rows(table, block, direction);
        rows.forEach(RowCheck::check);
        check.targets(rows);
      }
    }
    for (MappingDirection direction : MappingDirection.values()) {
      RequiredCheck.check(table, direction);
    }
  }

  /** The rows of the block that work in the direction. */
  static List<OrientedRow> rows(TableSpec table, EachSpec block, MappingDirection direction) {
    if (direction != table.forward() && !block.invertible()) {
      return List.of();
    }
    return block.rows().stream()
        .filter(row -> row.directions().contains(direction))
        .map(row -> new OrientedRow(table, block, row, direction))
        .toList();
  }

  private void block(EachSpec block) {
    ElementPath from = block.from();
    ElementPath to = block.to();
    if (from == null || to == null) {
      return;
    }
    boolean backwards =
        block.rows().stream()
            .anyMatch(row -> row.directions().contains(table.forward().opposite()));
    array(block, table.from(), from, 2);
    array(block, table.to(), to, 1);
    if (backwards && !block.invertible()) {
      findings.add(
          Finding.Kind.NOT_INVERTIBLE,
          block.cells().at("each"),
          block.label(),
          "arrays within arrays, or a choice by 'where', cannot be mapped back",
          "give the table one direction");
    }
    Condition where = block.where();
    if (where != null) {
      for (Condition.Test test : where.tests()) {
        String path = OrientedRow.modelPath(from, test.path());
        if (table.from().model().element(table.from().message(), path).isEmpty()) {
          unknown(block, "where", table.from(), path);
        } else {
          values(block, test, path);
        }
      }
    }
  }

  private void values(EachSpec block, Condition.Test test, String path) {
    table
        .from()
        .model()
        .element(table.from().message(), path)
        .filter(element -> !element.values().isEmpty())
        .ifPresent(
            element ->
                test.values().stream()
                    .filter(value -> !element.values().contains(value))
                    .forEach(
                        value ->
                            findings.add(
                                Finding.Kind.UNREACHABLE_ROW,
                                block.cells().at("where"),
                                block.label(),
                                "'" + test.path() + "' is never '" + value + "'",
                                Findings.didYouMean(value, element.values()))));
  }

  private static long levels(ElementPath path) {
    return path.segments().stream()
        .filter(segment -> segment.subscript() instanceof ElementPath.Subscript.Every)
        .count();
  }

  private void array(EachSpec block, Side side, ElementPath path, int most) {
    ElementPath.Segment last = path.segments().get(path.segments().size() - 1);
    long levels = levels(path);
    if (!(last.subscript() instanceof ElementPath.Subscript.Every) || levels > most) {
      findings.add(
          Finding.Kind.BAD_VALUE,
          block.cells().at("each"),
          block.label(),
          "'" + path + "' must end in [*] and have at most " + most + " of them",
          "write each: source[*] -> target[*]");
    } else if (path.hasMatching() || path.up() > 0) {
      findings.add(
          Finding.Kind.BAD_VALUE,
          block.cells().at("each"),
          block.label(),
          "'" + path + "' must be a plain path",
          "");
    } else if (side.model().element(side.message(), path.modelPath()).isEmpty()) {
      unknown(block, "each", side, path.modelPath());
    } else if (side.model()
        .element(side.message(), path.modelPath())
        .filter(element -> element.type() == ElementType.OBJECT)
        .isEmpty()) {
      findings.add(
          Finding.Kind.WRONG_TYPE,
          block.cells().at("each"),
          block.label(),
          "the elements of '" + path + "' are no objects",
          "");
    }
  }

  private void unknown(EachSpec block, String key, Side side, String path) {
    findings.add(
        Finding.Kind.UNKNOWN_ELEMENT,
        block.cells().at(key),
        block.label(),
        side + " has no element '" + path + "'",
        Findings.didYouMean(path, side.model().paths(side.message())));
  }

  /** Several rows may have one target only if their conditions decide between them. */
  private void targets(List<OrientedRow> rows) {
    Map<String, List<OrientedRow>> seen = new LinkedHashMap<>();
    for (OrientedRow row : rows) {
      ElementPath target = row.target();
      if (target == null) {
        continue;
      }
      for (Map.Entry<String, List<OrientedRow>> other : seen.entrySet()) {
        boolean same = other.getKey().equals(target.toString());
        if (same) {
          other.getValue().forEach(before -> compare(before, row));
        } else if (inside(target.toString(), other.getKey())
            || inside(other.getKey(), target.toString())) {
          duplicate(row, other.getValue().get(0));
        }
      }
      seen.computeIfAbsent(target.toString(), key -> new ArrayList<>()).add(row);
    }
  }

  private static boolean inside(String inner, String outer) {
    return inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
  }

  private void compare(OrientedRow before, OrientedRow row) {
    @Nullable Condition first = before.when();
    @Nullable Condition second = row.when();
    if (first == null && second == null) {
      duplicate(row, before);
    } else if (first == null || (second != null && first.text().equals(second.text()))) {
      findings.add(
          Finding.Kind.UNREACHABLE_ROW,
          row.row().cells().at(first == null ? row.targetKey() : "when"),
          row.row().label(),
          "the row in line " + before.row().cells().at().line() + " always comes first",
          "put the row with the narrower condition first");
    }
  }

  private void duplicate(OrientedRow row, OrientedRow before) {
    findings.add(
        Finding.Kind.DUPLICATE_TARGET,
        row.row().cells().at(row.targetKey()),
        row.row().label(),
        row.target()
            + " already has its value from the row in line "
            + before.row().cells().at().line(),
        "remove one of them, or give both a 'when'");
  }
}

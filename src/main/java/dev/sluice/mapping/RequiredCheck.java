package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds elements that the written message must have and that no row gives for certain. */
final class RequiredCheck {
  private RequiredCheck() {}

  static void check(TableSpec table, MappingDirection direction) {
    Map<String, OrientedRow> targets = new LinkedHashMap<>();
    Set<String> certain = new LinkedHashSet<>();
    Set<String> objects = new LinkedHashSet<>();
    objects.add("");
    for (EachSpec block : table.blocks()) {
      for (OrientedRow row : TableCheck.rows(table, block, direction)) {
        ElementPath target = row.target();
        if (target == null) {
          continue;
        }
        String path = row.targetModelPath(target);
        targets.putIfAbsent(path, row);
        if (certain(row)) {
          certain.add(path);
        }
        for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
          objects.add(path.substring(0, dot));
        }
      }
    }
    if (targets.isEmpty()) {
      return;
    }
    boolean forward = direction == table.forward();
    Side side = forward ? table.to() : table.from();
    for (String path : side.model().paths(side.message())) {
      String parent = path.lastIndexOf('.') < 0 ? "" : path.substring(0, path.lastIndexOf('.'));
      Optional<Element> element = side.model().element(side.message(), path);
      if (!objects.contains(parent) || !element.map(Element::required).orElse(false)) {
        continue;
      }
      OrientedRow row = targets.get(path);
      if (row != null && !certain.contains(path)) {
        table
            .file()
            .findings()
            .add(
                Finding.Kind.MISSING_TARGET,
                row.row().cells().at(row.targetKey()),
                row.row().label(),
                path + " must be present, and the row leaves it out when its source is absent",
                "add required: true or a default");
      } else if (row == null && targets.keySet().stream().noneMatch(other -> inside(other, path))) {
        table
            .file()
            .findings()
            .add(
                Finding.Kind.MISSING_TARGET,
                table.cells().at(forward ? "to" : "from"),
                "",
                side + " must have '" + path + "', and no row gives it",
                "add a row with to: " + path);
      }
    }
  }

  private static boolean inside(String inner, String outer) {
    return inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
  }

  private static boolean certain(OrientedRow row) {
    RowSpec spec = row.row();
    return !spec.sound()
        || spec.constant() != null
        || spec.required()
        || (row.forward() && spec.substitute() != null);
  }
}

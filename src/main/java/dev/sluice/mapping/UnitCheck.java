package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.RowSpec.Pair;
import dev.sluice.mapping.RowSpec.Sign;
import org.jspecify.annotations.Nullable;

/** Compares units of one row, in one direction, with those that the models say. */
final class UnitCheck {
  private final OrientedRow row;
  private final RowSpec spec;

  private UnitCheck(OrientedRow row) {
    this.row = row;
    this.spec = row.row();
  }

  static void check(OrientedRow row, Element source, Element target) {
    UnitCheck check = new UnitCheck(row);
    check.sides(source, target);
    check.numbers(target);
  }

  private void sides(Element source, Element target) {
    Pair<Unit> unit = row.unit();
    FunctionCall call = spec.function();
    @Nullable String from = unit == null ? null : unit.from().symbol();
    @Nullable String to = unit == null ? null : unit.to().symbol();
    if (call != null && call.function().fromUnit() != null) {
      MappingFunction function = call.function();
      from = row.forward() ? function.fromUnit() : function.toUnit();
      to = row.forward() ? function.toUnit() : function.fromUnit();
      if (unit != null && !(unit.from().symbol().equals(from) && unit.to().symbol().equals(to))) {
        mismatch("unit", function.name() + " converts " + from + " to " + to, "leave 'unit' out");
        return;
      }
    } else if (call != null && call.function().toUnit() != null) {
      to = call.function().toUnit();
      if (unit != null) {
        mismatch("unit", call.function().name() + " gives " + to, "leave 'unit' out");
        return;
      }
    } else if (unit != null && !unit.from().dimension().equals(unit.to().dimension())) {
      mismatch(
          "unit",
          from + " is " + unit.from().dimension() + " and " + to + " is " + unit.to().dimension(),
          "use a function that converts between them");
      return;
    }
    side(source, String.valueOf(row.source()), from, row.sourceKey());
    side(target, String.valueOf(row.target()), to, row.targetKey());
  }

  private void side(Element element, String name, @Nullable String written, String key) {
    String unit = element.unit();
    if (unit == null) {
      return;
    }
    if (written == null) {
      mismatch(key, name + " is in " + unit + ", and the row names no unit", "add unit: " + unit);
    } else if (!unit.equals(written)) {
      mismatch(
          spec.cells().cell("unit") == null ? "function" : "unit",
          name + " is in " + unit + ", not " + written,
          "");
    }
  }

  private void numbers(Element target) {
    boolean number = target.type() == ElementType.NUMBER || target.type() == ElementType.INTEGER;
    boolean text = target.type() == ElementType.STRING && spec.type() != null;
    if (number || text || target.type() == ElementType.ANY) {
      return;
    }
    // A function may put the number and its power of ten into an object.
    boolean inObject = spec.function() != null && target.type() == ElementType.OBJECT;
    for (String key : new String[] {"unit", "round", "sign"}) {
      boolean written = spec.cells().cell(key) != null;
      if (inObject && key.equals("unit") && sameUnit()) {
        continue;
      }
      if (written && !(key.equals("sign") && spec.sign() == Sign.SAME)) {
        row.table()
            .file()
            .findings()
            .add(
                Finding.Kind.WRONG_TYPE,
                spec.cells().at(key),
                spec.label(),
                "'" + key + "' is for numbers, and " + row.target() + " is none",
                "");
      }
    }
  }

  private boolean sameUnit() {
    Pair<Unit> unit = spec.unit();
    return unit != null && unit.from().equals(unit.to());
  }

  private void mismatch(String key, String what, String suggestion) {
    row.table()
        .file()
        .findings()
        .add(Finding.Kind.UNIT_MISMATCH, spec.cells().at(key), spec.label(), what, suggestion);
  }
}

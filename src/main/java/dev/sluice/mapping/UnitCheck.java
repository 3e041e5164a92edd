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
    for (String key : new String[] {"unit", "round", "sign"}) {
      boolean written = spec.cells().cell(key) != null && !(key.equals("unit") && sameUnit());
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

  /** A function makes an object of the number, such as a physical value; its unit stays. */
  private boolean sameUnit() {
    Pair<Unit> unit = row.unit();
    return spec.function() != null
        && unit != null
        && unit.from().symbol().equals(unit.to().symbol());
  }

  private void mismatch(String key, String what, String suggestion) {
    row.table()
        .file()
        .findings()
        .add(Finding.Kind.UNIT_MISMATCH, spec.cells().at(key), spec.label(), what, suggestion);
  }
}

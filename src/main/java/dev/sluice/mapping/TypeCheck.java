package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.RowSpec.Pair;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares types and values of one row, in one direction, with the elements on both sides. */
final class TypeCheck {
  private final OrientedRow row;
  private final RowSpec spec;
  private final Findings findings;
  private final Element target;

  private TypeCheck(OrientedRow row, Element target) {
    this.row = row;
    this.spec = row.row();
    this.findings = row.table().file().findings();
    this.target = target;
  }

  static void check(OrientedRow row, @Nullable Element source, Element target) {
    TypeCheck check = new TypeCheck(row, target);
    check.literal(spec(row).constant(), "constant");
    if (row.forward()) {
      check.literal(spec(row).substitute(), "default");
    }
    if (source != null) {
      check.declared(source);
      check.conversion(source);
      UnitCheck.check(row, source, target);
    }
    EnumTable table = spec(row).enumTable();
    if (table != null && source != null) {
      check.enumValues(table, source);
    }
  }

  private static RowSpec spec(OrientedRow row) {
    return row.row();
  }

  /** A value that stands in the table must be one that the target can have. */
  private void literal(@Nullable JsonNode value, String key) {
    if (value == null) {
      return;
    }
    try {
      new Bounds(target).check(Casts.to(target.type(), value));
    } catch (BadValueException e) {
      finding(
          Finding.Kind.WRONG_TYPE,
          key,
          "'" + value.asText() + "' does not fit " + row.target() + ": " + e.reason(),
          Findings.didYouMean(value.asText(), target.values()));
    }
  }

  private void declared(Element source) {
    Pair<ElementType> type = row.type();
    if (type != null && !fits(type.from(), source.type())) {
      wrongType(row.source() + " is " + name(source.type()) + ", not " + name(type.from()), source);
    }
    if (type != null && !fits(type.to(), target.type())) {
      wrongType(row.target() + " is " + name(target.type()) + ", not " + name(type.to()), source);
    }
  }

  private void conversion(Element source) {
    if (spec.enumTable() != null) {
      return;
    }
    FunctionCall call = spec.function();
    if (call == null) {
      boolean said =
          row.type() != null && !isStructure(source.type()) && !isStructure(target.type());
      if (!said && !fits(source.type(), target.type())) {
        wrongType(
            row.source()
                + " is "
                + name(source.type())
                + " and "
                + row.target()
                + " is "
                + name(target.type()),
            source);
      }
      return;
    }
    ElementType takes = call.function().from();
    boolean read = fits(source.type(), takes) || row.type() != null;
    if (!read) {
      finding(
          Finding.Kind.WRONG_TYPE,
          "function",
          call.function().name()
              + " takes "
              + name(takes)
              + ", and "
              + row.source()
              + " is "
              + name(source.type()),
          "add type: " + word(source.type()) + " -> " + word(target.type()));
    }
    ElementType gives = call.function().to();
    if (row.forward()
        && !fits(gives, target.type())
        && row.type() == null
        && spec.round() == null) {
      finding(
          Finding.Kind.WRONG_TYPE,
          "function",
          call.function().name()
              + " gives "
              + name(gives)
              + ", and "
              + row.target()
              + " is "
              + name(target.type()),
          "add type: " + word(source.type()) + " -> " + word(target.type()));
    }
  }

  private void enumValues(EnumTable table, Element source) {
    for (EnumTable.Entry entry : table.rows()) {
      JsonNode from = entry.source(row.direction());
      if (!source.values().isEmpty() && !source.values().contains(from.asText())) {
        findings.add(
            Finding.Kind.ENUM_GAP,
            entry.at(),
            spec.label(),
            row.source() + " is never '" + from.asText() + "'",
            Findings.didYouMean(from.asText(), source.values()));
      }
      JsonNode to = entry.target(row.direction());
      try {
        new Bounds(target).check(Casts.to(target.type(), to));
      } catch (BadValueException e) {
        findings.add(
            Finding.Kind.WRONG_TYPE,
            entry.at(),
            spec.label(),
            "'" + to.asText() + "' does not fit " + row.target() + ": " + e.reason(),
            Findings.didYouMean(to.asText(), target.values()));
      }
    }
    if (table.total()) {
      for (String value : source.values()) {
        boolean there =
            table.rows().stream().anyMatch(e -> e.source(row.direction()).asText().equals(value));
        if (!there) {
          finding(
              Finding.Kind.ENUM_GAP,
              "enum",
              "the enum '" + table.name() + "' is total but has no row for '" + value + "'",
              "add the row, or write total: false");
        }
      }
    }
  }

  private static boolean isStructure(ElementType type) {
    return type == ElementType.OBJECT || type == ElementType.ARRAY;
  }

  static boolean fits(ElementType from, ElementType to) {
    return from == to
        || from == ElementType.ANY
        || to == ElementType.ANY
        || (from == ElementType.INTEGER && to == ElementType.NUMBER);
  }

  private void wrongType(String what, Element source) {
    boolean structure = isStructure(source.type()) || isStructure(target.type());
    ElementType from = row.forward() ? source.type() : target.type();
    ElementType to = row.forward() ? target.type() : source.type();
    finding(
        Finding.Kind.WRONG_TYPE,
        spec.type() == null ? row.sourceKey() : "type",
        what,
        structure ? "name an element inside" : "write type: " + word(from) + " -> " + word(to));
  }

  static String name(ElementType type) {
    String word = word(type);
    return ("aeio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }

  private static String word(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private void finding(Finding.Kind kind, String key, String what, String suggestion) {
    findings.add(kind, spec.cells().at(key), spec.label(), what, suggestion);
  }
}

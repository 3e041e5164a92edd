package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MappingFunction.Parameter;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;

/** Compares an argument of a function call with what the function declares. */
final class ArgumentCheck {
  private ArgumentCheck() {}

  /** An element of the source: type, and unit where both sides know one. */
  static void element(OrientedRow row, ElementPath path, Element given, Parameter parameter) {
    boolean texts = !row.sourceSide().isInformationModel() && given.type() == ElementType.STRING;
    // Protocols such as OCPP 1.6 carry numbers as texts.
    if (!texts && !fits(given.type(), parameter.type())) {
      finding(
          row,
          Finding.Kind.WRONG_TYPE,
          path + " is " + TypeCheck.name(given.type()) + ", and " + wanted(row, parameter));
    }
    String unit = given.unit();
    if (unit != null && parameter.unit() != null && !unit.equals(parameter.unit())) {
      finding(
          row,
          Finding.Kind.UNIT_MISMATCH,
          path + " is in " + unit + ", and " + wanted(row, parameter));
    }
  }

  /** A text or number that stands in the call. */
  static void literal(OrientedRow row, JsonNode value, Parameter parameter) {
    ElementType type = value.isNumber() ? ElementType.INTEGER : ElementType.STRING;
    if (value.isNumber() && value.decimalValue().stripTrailingZeros().scale() > 0) {
      type = ElementType.NUMBER;
    }
    if (!fits(type, parameter.type())) {
      finding(
          row,
          Finding.Kind.WRONG_TYPE,
          Numbers.shown(value) + " is " + TypeCheck.name(type) + ", and " + wanted(row, parameter));
    }
  }

  private static boolean fits(ElementType given, ElementType wanted) {
    return TypeCheck.fits(given, wanted)
        || (wanted == ElementType.STRING && given == ElementType.INTEGER);
  }

  private static String wanted(OrientedRow row, Parameter parameter) {
    FunctionCall call = row.row().function();
    return (call == null ? "" : call.function().name())
        + " wants "
        + parameter.name()
        + ", "
        + TypeCheck.name(parameter.type())
        + (parameter.unit() == null ? "" : " in " + parameter.unit());
  }

  private static void finding(OrientedRow row, Finding.Kind kind, String what) {
    row.table()
        .file()
        .findings()
        .add(kind, row.row().cells().at("function"), row.row().label(), what, "");
  }
}

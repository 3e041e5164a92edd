package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.RowSpec.Pair;
import dev.sluice.mapping.RowSpec.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The conversions of one row in one direction, in the order of docs/mappings.md; the cast to the
 * target's type comes after them.
 */
final class RowSteps {
  private RowSteps() {}

  /** Range, function, sign, unit, enum; backwards the other way round; then rounding. */
  static List<ValueStep> of(OrientedRow row) {
    RowSpec spec = row.row();
    List<ValueStep> steps = new ArrayList<>();
    FunctionCall call = spec.function();
    if (call != null) {
      steps.add(function(row, call));
    }
    if (spec.sign() != Sign.SAME) {
      boolean magnitude = spec.sign() == Sign.MAGNITUDE;
      steps.add(
          (value, scope) -> {
            BigDecimal number = Numbers.of(value);
            return Numbers.number(magnitude ? number.abs() : number.negate());
          });
    }
    Pair<Unit> unit = row.unit();
    if (unit != null && !unit.from().equals(unit.to())) {
      steps.add(conversion(unit));
    }
    EnumTable table = spec.enumTable();
    if (table != null) {
      ValueStep named = table.step(row.direction());
      steps.add(row.targetItem().isPresent() ? everyItem(named) : named);
    }
    if (!row.forward()) {
      Collections.reverse(steps);
    }
    ValueRange range = spec.range();
    if (range != null) {
      steps.add(row.forward() ? 0 : steps.size(), inside(range));
    }
    Rounding round = spec.round();
    if (round != null && row.forward()) {
      steps.add((value, scope) -> Numbers.number(round.apply(Numbers.of(value))));
    }
    Element item = row.targetItem().orElse(null);
    if (item != null && item.type() != ElementType.OBJECT) {
      steps.add(everyItem(item(item)));
    }
    return steps;
  }

  private static ValueStep inside(ValueRange range) {
    return (value, scope) -> {
      range.check(value);
      return value;
    };
  }

  /** An array is as strict about its items as an element is about its value. */
  private static ValueStep item(Element item) {
    Bounds bounds = new Bounds(item);
    return (value, scope) -> {
      JsonNode cast = Casts.to(item.type(), value);
      bounds.check(cast);
      return cast;
    };
  }

  private static ValueStep everyItem(ValueStep step) {
    return (value, scope) -> {
      if (!value.isArray()) {
        throw new BadValueException(Numbers.shown(value) + " is not an array");
      }
      ArrayNode items = JsonNodeFactory.instance.arrayNode(value.size());
      for (JsonNode item : value) {
        items.add(step.apply(item, scope));
      }
      return items;
    };
  }

  /** By one multiplication where the factor is a finite decimal: dividing takes far longer. */
  private static ValueStep conversion(Pair<Unit> unit) {
    BigDecimal from = unit.from().factor();
    BigDecimal to = unit.to().factor();
    try {
      BigDecimal factor = Numbers.plain(from.divide(to));
      return (value, scope) -> Numbers.number(Numbers.of(value).multiply(factor));
    } catch (ArithmeticException e) {
      return (value, scope) ->
          Numbers.number(Numbers.of(value).multiply(from).divide(to, Numbers.CONTEXT));
    }
  }

  private static ValueStep function(OrientedRow row, FunctionCall call) {
    if (row.forward()) {
      return call::apply;
    }
    String inverse = call.function().inverse();
    if (inverse == null) {
      throw new IllegalStateException("a function without inverse passed the check");
    }
    MappingFunction back = row.table().functions().find(inverse).orElseThrow();
    return new FunctionCall(back, call.arguments())::apply;
  }
}

package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.RowSpec.Pair;
import dev.sluice.mapping.RowSpec.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conversions of one row in one direction, in the order of docs/mappings.md. */
final class RowSteps {
  private RowSteps() {}

  /** Function, sign, unit, enum; backwards the other way round; then rounding and type. */
  static List<ValueStep> of(OrientedRow row, Element target) {
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
      steps.add(table.step(row.direction()));
    }
    if (!row.forward()) {
      Collections.reverse(steps);
    }
    Rounding round = spec.round();
    if (round != null && row.forward()) {
      steps.add((value, scope) -> Numbers.number(round.apply(Numbers.of(value))));
    }
    steps.add((value, scope) -> Casts.to(target.type(), value));
    return steps;
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

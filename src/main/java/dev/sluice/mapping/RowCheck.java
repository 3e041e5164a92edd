package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.ElementPath.Subscript;
import dev.sluice.mapping.MessageModel.Element;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares one row, in one direction, with the models of both sides. */
final class RowCheck {
  private final OrientedRow row;
  private final RowSpec spec;
  private final Findings findings;

  private RowCheck(OrientedRow row) {
    this.row = row;
    this.spec = row.row();
    this.findings = row.table().file().findings();
  }

  static void check(OrientedRow row) {
    if (!row.row().sound()) {
      return;
    }
    RowCheck check = new RowCheck(row);
    check.paths();
    check.condition();
    check.arguments();
    check.degrade();
    if (row.row().twoWay()) {
      check.invertible();
    }
  }

  private void paths() {
    ElementPath source = row.source();
    ElementPath target = row.target();
    @Nullable Element read = source == null ? null : source(source, row.sourceKey()).orElse(null);
    if (target == null) {
      return;
    }
    if (target.hasMatching() || target.up() > 0) {
      finding(
          Finding.Kind.BAD_VALUE,
          row.targetKey(),
          "'" + target + "' can only be read, not written",
          "write a place such as [0] instead");
      return;
    }
    if (target.hasEvery()) {
      every(row.targetKey());
      return;
    }
    Optional<Element> written = row.targetElement(target);
    if (written.isEmpty()) {
      unknown(row.targetKey(), row.targetSide(), row.targetModelPath(target));
      return;
    }
    if (read != null || source == null) {
      TypeCheck.check(row, read, written.get());
      PersonalDataCheck.check(row, read, written.get());
    }
  }

  private Optional<Element> source(ElementPath path, String key) {
    if (path.hasEvery()) {
      every(key);
      return Optional.empty();
    }
    Optional<Element> element = row.sourceElement(path);
    if (element.isEmpty()) {
      unknown(key, row.sourceSide(), row.sourceModelPath(path));
    }
    for (ElementPath.Segment segment : path.segments()) {
      if (segment.subscript() instanceof Subscript.Matching matching) {
        String array = upTo(path, segment);
        for (ElementPath.Match match : matching.matches()) {
          String inside = array + "." + match.path().modelPath();
          if (row.sourceSide().model().element(row.sourceSide().message(), inside).isEmpty()) {
            unknown(key, row.sourceSide(), inside);
          }
        }
      }
    }
    return element;
  }

  private String upTo(ElementPath path, ElementPath.Segment last) {
    int end = path.segments().indexOf(last) + 1;
    return row.sourceModelPath(new ElementPath(path.up(), path.segments().subList(0, end)));
  }

  private void condition() {
    Condition when = row.when();
    Cell cell = spec.cells().cell("when");
    boolean onlyForward = cell != null && cell.isScalar() && spec.twoWay();
    if (when != null && (row.forward() || !onlyForward)) {
      condition(when, "when");
    }
  }

  private void condition(Condition when, String key) {
    for (Condition.Test test : when.tests()) {
      Optional<Element> element = source(test.path(), key);
      if (element.isEmpty() || element.get().values().isEmpty()) {
        continue;
      }
      for (String value : test.values()) {
        if (!element.get().values().contains(value)) {
          finding(
              Finding.Kind.UNREACHABLE_ROW,
              key,
              "'" + test.path() + "' is never '" + value + "'",
              Findings.didYouMean(value, element.get().values()));
        }
      }
    }
  }

  private void arguments() {
    FunctionCall call = spec.function();
    if (call == null || !row.forward()) {
      return;
    }
    for (int place = 0; place < call.arguments().size(); place++) {
      MappingFunction.Parameter parameter = call.function().parameter(place);
      FunctionCall.Argument argument = call.arguments().get(place);
      if (argument instanceof FunctionCall.Argument.Element element) {
        source(element.path(), "function")
            .ifPresent(given -> ArgumentCheck.element(row, element.path(), given, parameter));
      } else if (argument instanceof FunctionCall.Argument.Literal literal) {
        ArgumentCheck.literal(row, literal.value(), parameter);
      }
    }
  }

  private void degrade() {
    DegradeRule rule = spec.degrade();
    if (rule == null) {
      return;
    }
    if (rule.kind() == DegradeRule.Kind.DROP_ITEM && row.block().isTop()) {
      finding(
          Finding.Kind.BAD_VALUE, "degrade", "'drop-item' is only for rows in each", "write drop");
    }
    ElementPath target = row.target();
    Optional<Element> written = target == null ? Optional.empty() : row.targetElement(target);
    if (written.isEmpty()) {
      return;
    }
    Element element = written.get();
    if (rule.kind() == DegradeRule.Kind.NEAREST
        && element.minimum() == null
        && element.maximum() == null) {
      finding(
          Finding.Kind.BAD_VALUE,
          "degrade",
          "'nearest' needs a target with a range, and " + target + " has none",
          "write drop, default:value or reject");
    }
    if (rule.kind() == DegradeRule.Kind.DEFAULT) {
      try {
        new Bounds(element).check(Casts.to(element.type(), TextNode.valueOf(rule.substitute())));
      } catch (BadValueException e) {
        finding(
            Finding.Kind.WRONG_TYPE,
            "degrade",
            "'" + rule.substitute() + "' does not fit " + target + ": " + e.reason(),
            Findings.didYouMean(rule.substitute(), element.values()));
      }
    }
    if (rule.kind() == DegradeRule.Kind.DROP && element.required()) {
      finding(
          Finding.Kind.MISSING_TARGET,
          "degrade",
          "'drop' would leave out " + target + ", which must be present",
          "write default:value or reject");
    }
  }

  private void invertible() {
    Cell when = spec.cells().cell("when");
    if (when != null && when.isScalar()) {
      finding(
          Finding.Kind.NOT_INVERTIBLE,
          "when",
          "a row of both directions cannot have one condition for both",
          "write when: {up: …, down: …}");
    }
    FunctionCall call = spec.function();
    if (call != null && call.function().inverse() == null) {
      finding(
          Finding.Kind.NOT_INVERTIBLE,
          "function",
          "the function '" + call.function().name() + "' has no inverse",
          "give the row a direction, up or down");
    }
    if (call != null
        && call.arguments().stream().anyMatch(FunctionCall.Argument.Element.class::isInstance)) {
      finding(
          Finding.Kind.NOT_INVERTIBLE,
          "function",
          "the other side does not have the arguments of '" + call.function().name() + "'",
          "give the row a direction, up or down");
    }
    if (spec.sign() == RowSpec.Sign.MAGNITUDE) {
      finding(
          Finding.Kind.NOT_INVERTIBLE,
          "sign",
          "a magnitude cannot be given its sign back",
          "give the row a direction, up or down");
    }
    EnumTable table = spec.enumTable();
    if (table != null) {
      for (String value : table.ambiguous(row.direction())) {
        finding(
            Finding.Kind.NOT_INVERTIBLE,
            "enum",
            "the enum '" + table.name() + "' has several counterparts of '" + value + "'",
            "mark one of them preferred: true, or give the row a direction");
      }
    }
  }

  private void every(String key) {
    finding(
        Finding.Kind.BAD_VALUE,
        key,
        "[*] belongs into an each block",
        "write - each: source[*] -> target[*] with rows inside");
  }

  private void unknown(String key, Side side, String path) {
    finding(
        Finding.Kind.UNKNOWN_ELEMENT,
        key,
        side + " has no element '" + path + "'",
        Findings.didYouMean(path, side.model().paths(side.message())));
  }

  private void finding(Finding.Kind kind, String key, String what, String suggestion) {
    findings.add(kind, spec.cells().at(key), spec.label(), what, suggestion);
  }
}

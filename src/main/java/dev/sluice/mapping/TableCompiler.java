package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.Element;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a table without findings into arrays of steps, one for each direction. */
final class TableCompiler {
  private final TableSpec table;

  private TableCompiler(TableSpec table) {
    this.table = table;
  }

  static MappingTable compile(TableSpec table) {
    TableCompiler compiler = new TableCompiler(table);
    Map<MappingDirection, List<Step>> plans = new EnumMap<>(MappingDirection.class);
    for (MappingDirection direction : MappingDirection.values()) {
      List<Step> plan = new ArrayList<>();
      List<ElementPath> levels = List.of();
      List<EachCase> cases = new ArrayList<>();
      for (EachSpec block : table.blocks()) {
        List<ElementStep> steps = compiler.steps(block, direction);
        if (block.isTop()) {
          plan.addAll(steps);
        } else if (!steps.isEmpty()) {
          List<ElementPath> own = levels(compiler.source(block, direction));
          if (!own.equals(levels)) {
            close(levels, cases, plan);
          }
          levels = own;
          cases.add(compiler.eachCase(block, direction, steps));
        }
      }
      close(levels, cases, plan);
      if (!plan.isEmpty()) {
        plans.put(direction, List.copyOf(plan));
      }
    }
    return new MappingTable(table.id(), table.file().name(), plans);
  }

  private static void close(List<ElementPath> levels, List<EachCase> cases, List<Step> plan) {
    if (!cases.isEmpty()) {
      plan.add(new EachStep(levels, new EachChoice(cases)));
      cases.clear();
    }
  }

  private List<ElementStep> steps(EachSpec block, MappingDirection direction) {
    Map<String, List<OrientedRow>> byTarget = new LinkedHashMap<>();
    for (OrientedRow row : TableCheck.rows(table, block, direction)) {
      byTarget.computeIfAbsent(String.valueOf(row.target()), target -> new ArrayList<>()).add(row);
    }
    return byTarget.values().stream().map(TableCompiler::element).toList();
  }

  private ElementPath source(EachSpec block, MappingDirection direction) {
    return Objects.requireNonNull(direction == table.forward() ? block.from() : block.to());
  }

  private EachCase eachCase(EachSpec block, MappingDirection direction, List<ElementStep> steps) {
    boolean forward = direction == table.forward();
    List<ElementPath> targets = levels(source(block, direction.opposite()));
    return new EachCase(targets.get(0), forward ? block.where() : null, steps);
  }

  /** The path cut behind each {@code [*]}, the brackets themselves left out. */
  private static List<ElementPath> levels(ElementPath path) {
    List<ElementPath> levels = new ArrayList<>();
    List<ElementPath.Segment> level = new ArrayList<>();
    for (ElementPath.Segment segment : path.segments()) {
      if (segment.subscript() instanceof ElementPath.Subscript.Every) {
        level.add(new ElementPath.Segment(segment.name(), null));
        levels.add(new ElementPath(level));
        level = new ArrayList<>();
      } else {
        level.add(segment);
      }
    }
    return levels;
  }

  private static ElementStep element(List<OrientedRow> rows) {
    OrientedRow first = rows.get(0);
    ElementPath target = Objects.requireNonNull(first.target());
    Element element = first.targetElement(target).orElseThrow();
    return new ElementStep(
        first.row().cells().at(),
        target,
        rows.stream().map(row -> alternative(row, target, element)).toList(),
        element.required());
  }

  private static Alternative alternative(OrientedRow row, ElementPath target, Element element) {
    RowSpec spec = row.row();
    DegradeRule rule = spec.degrade();
    if (rule == null) {
      boolean needed = spec.required() || element.required();
      rule = needed ? DegradeRule.REJECT : DegradeRule.DROP;
    }
    boolean fixed = rule.kind() == DegradeRule.Kind.DEFAULT;
    return new Alternative(
        spec.cells().at(),
        row.targetModelPath(target),
        row.when(),
        row.source(),
        literal(spec.constant(), element),
        RowSteps.of(row, element),
        new Bounds(element),
        spec.required(),
        row.forward() ? literal(spec.substitute(), element) : null,
        rule,
        fixed ? literal(TextNode.valueOf(rule.substitute()), element) : null,
        spec.quality(),
        spec.quality() != null && spec.substitute() == null && !rule.writes());
  }

  private static @Nullable JsonNode literal(@Nullable JsonNode value, Element element) {
    if (value == null) {
      return null;
    }
    try {
      return Casts.to(element.type(), value);
    } catch (BadValueException e) {
      throw new IllegalStateException("a literal that does not fit passed the check", e);
    }
  }
}

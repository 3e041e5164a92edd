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
      List<Step> last = new ArrayList<>();
      List<ElementPath> levels = List.of();
      List<EachCase> cases = new ArrayList<>();
      for (EachSpec block : table.blocks()) {
        List<Step> steps = compiler.steps(block, direction, last);
        if (block.isTop()) {
          plan.addAll(steps);
        } else if (!steps.isEmpty()) {
          List<ElementPath> own = levels(compiler.source(block, direction));
          if (!own.equals(levels)) {
            close(levels, cases, plan);
          }
          levels = own;
          cases.add(compiler.eachCase(block, direction, steps, last));
        }
      }
      close(levels, cases, plan);
      plan.addAll(last);
      if (direction == table.forward() && !plan.isEmpty()) {
        plan.addAll(0, table.refusals().stream().map(TableCompiler::refusal).toList());
      }
      if (!plan.isEmpty()) {
        plans.put(direction, List.copyOf(plan));
      }
    }
    return new MappingTable(table.id(), table.file().name(), plans);
  }

  private static Step refusal(RefusalSpec refusal) {
    List<ElementPath> levels = levels(refusal.element());
    List<ElementPath.Segment> rest = new ArrayList<>();
    for (ElementPath.Segment segment : refusal.element().segments()) {
      rest.add(segment);
      if (segment.subscript() instanceof ElementPath.Subscript.Every) {
        rest.clear();
      }
    }
    if (!rest.isEmpty()) {
      levels.add(new ElementPath(rest));
    }
    return new RefusalStep(
        refusal.cells().at("element"),
        refusal.element(),
        levels,
        refusal.when(),
        refusal.because());
  }

  private static void close(List<ElementPath> levels, List<EachCase> cases, List<Step> plan) {
    if (!cases.isEmpty()) {
      plan.add(new EachStep(levels, new EachChoice(cases)));
      cases.clear();
    }
  }

  /** The steps of the block; what is to be looked at after all blocks is added to {@code last}. */
  private List<Step> steps(EachSpec block, MappingDirection direction, List<Step> last) {
    Map<String, List<OrientedRow>> byTarget = new LinkedHashMap<>();
    for (OrientedRow row : TableCheck.rows(table, block, direction)) {
      byTarget.computeIfAbsent(String.valueOf(row.target()), target -> new ArrayList<>()).add(row);
    }
    List<Step> steps = new ArrayList<>();
    List<Step> presence = block.isTop() ? last : new ArrayList<>();
    for (List<OrientedRow> rows : byTarget.values()) {
      element(rows, steps, presence);
    }
    if (!block.isTop() && !steps.isEmpty()) {
      steps.addAll(presence);
    }
    return steps;
  }

  private ElementPath source(EachSpec block, MappingDirection direction) {
    return Objects.requireNonNull(direction == table.forward() ? block.from() : block.to());
  }

  private EachCase eachCase(
      EachSpec block, MappingDirection direction, List<Step> steps, List<Step> last) {
    boolean forward = direction == table.forward();
    ElementPath target = levels(source(block, direction.opposite())).get(0);
    Side side = forward ? table.to() : table.from();
    for (int depth = 1; depth <= target.segments().size(); depth++) {
      ElementPath part = new ElementPath(target.segments().subList(0, depth));
      if (side.model()
          .element(side.message(), part.modelPath())
          .filter(Element::required)
          .isPresent()) {
        last.add(PresenceStep.of(block.cells().at("each"), part));
      }
    }
    return new EachCase(target, forward ? block.where() : null, steps);
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

  private static void element(List<OrientedRow> rows, List<Step> steps, List<Step> presence) {
    OrientedRow first = rows.get(0);
    ElementPath target = Objects.requireNonNull(first.target());
    Element element = first.targetElement(target).orElseThrow();
    steps.add(
        new ElementStep(
            target, rows.stream().map(row -> alternative(row, target, element)).toList()));
    Position at = first.row().cells().at();
    List<ElementPath.Segment> way = target.segments();
    for (int depth = 1; depth <= way.size(); depth++) {
      ElementPath on = new ElementPath(way.subList(0, depth));
      boolean required = first.targetElement(on).map(Element::required).orElse(false);
      if (required && presence.stream().noneMatch(step -> looksFor(step, on))) {
        presence.add(PresenceStep.of(at, on));
      }
    }
  }

  private static boolean looksFor(Step step, ElementPath element) {
    return step instanceof PresenceStep presence && presence.target().equals(element);
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
        allowed(row),
        RowSteps.of(row),
        new Bounds(element),
        spec.required(),
        row.forward() ? literal(spec.substitute(), element) : null,
        rule,
        fixed ? literal(TextNode.valueOf(rule.substitute()), element) : null,
        spec.quality(),
        spec.quality() != null && spec.substitute() == null && !rule.writes());
  }

  private static @Nullable Bounds allowed(OrientedRow row) {
    ElementPath source = row.source();
    if (source == null || !row.sourceSide().isInformationModel()) {
      return null;
    }
    Bounds model =
        row.sourceItem().or(() -> row.sourceElement(source)).map(Bounds::new).orElse(null);
    return model == null || !model.limited() ? null : model;
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

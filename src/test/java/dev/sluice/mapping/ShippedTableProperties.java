package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.ocpp.wire.Subprotocol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every table of the mappings folder, whatever it is about: tables that are added
 * are tested by this too.
 */
class ShippedTableProperties {
  private static final int MESSAGES = 200;

  /** A strict table refuses nearly all that is made by chance; at least one it must take. */
  private static final int MOST_MESSAGES = 50_000;

  private static Stream<DynamicTest> each(MappingDirection direction) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String id : ShippedTablesTest.LOADED.tables().ids().stream().sorted().toList()) {
      MappingTable table = ShippedTablesTest.LOADED.tables().find(id).orElseThrow();
      if (table.directions().contains(direction)) {
        TableSpec spec = SpecReader.read(id);
        tests.add(dynamicTest(id, () -> valid(table, spec, direction)));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> whatGoesDownIsValidByTheOfficialSchema() {
    return each(MappingDirection.DOWN);
  }

  @TestFactory
  Stream<DynamicTest> whatGoesUpIsADocumentOfTheModel() {
    return each(MappingDirection.UP);
  }

  private static void valid(MappingTable table, TableSpec spec, MappingDirection direction) {
    boolean forward = direction == spec.forward();
    Side source = forward ? spec.from() : spec.to();
    Side target = forward ? spec.to() : spec.from();
    Random random = new Random(table.id().hashCode());
    int mapped = 0;
    String refused = "";
    for (int i = 0; i < MESSAGES || (mapped == 0 && i < MOST_MESSAGES); i++) {
      JsonNode message = MessageGenerator.message(source, random);
      if (forward && random.nextBoolean()) {
        spec.refusals().stream()
            .filter(refusal -> refusal.when() == null || random.nextBoolean())
            .forEach(refusal -> without(message, refusal.element().segments()));
      }
      assertThat(violations(source, message)).as("generated: %s", message).isEmpty();
      MappingTrace trace = table.trace(direction, message);
      MappingOutcome outcome = trace.outcome();
      if (outcome == null) {
        refused = trace.failure();
        continue;
      }
      mapped++;
      assertThat(violations(target, outcome.result()))
          .as("%s of %s", outcome.result(), message)
          .isEmpty();
    }
    assertThat(mapped).as("every message was refused, the last: %s", refused).isPositive();
  }

  private static void without(JsonNode from, List<ElementPath.Segment> way) {
    JsonNode next = from.path(way.get(0).name());
    if (way.size() > 1) {
      for (JsonNode one : next.isArray() ? next : List.of(next)) {
        without(one, way.subList(1, way.size()));
      }
    } else if (from instanceof ObjectNode object) {
      object.remove(way.get(0).name());
    }
  }

  private static List<String> violations(Side side, JsonNode message) {
    for (Subprotocol subprotocol : Subprotocol.values()) {
      if (subprotocol.folder().equals(side.modelName())) {
        boolean request = side.message().endsWith("Request");
        String action = side.message().replaceAll("(Request|Response)$", "");
        return ShippedTablesTest.SCHEMAS.violations(subprotocol, action, request, message);
      }
    }
    return ModelViolations.of(side, message);
  }

  @TestFactory
  Stream<DynamicTest> everyTwoWayRowComesBackAsItWas() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String id : ShippedTablesTest.LOADED.tables().ids().stream().sorted().toList()) {
      TableSpec table = SpecReader.read(id);
      for (EachSpec block : table.blocks()) {
        for (RowSpec row : block.rows()) {
          if (row.twoWay()) {
            tests.add(dynamicTest(id + " " + row.label(), () -> comesBack(table, block, row)));
          }
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void comesBack(TableSpec table, EachSpec block, RowSpec row) throws Exception {
    OrientedRow up = new OrientedRow(table, block, row, MappingDirection.UP);
    OrientedRow down = new OrientedRow(table, block, row, MappingDirection.DOWN);
    Element protocol = element(down);
    Element model = element(up);
    int came = 0;
    for (JsonNode value : MessageGenerator.values(protocol, String.valueOf(up.source()))) {
      try {
        JsonNode there = run(up, model, value);
        JsonNode back = run(down, protocol, there);
        JsonNode again = run(down, protocol, run(up, model, back));
        came++;
        // What a function cuts off, or an enum brings together, is cut off once and for all.
        assertThat(again.equals(GoldenVectorsTest.BY_VALUE, back))
            .as("%s, %s", back, again)
            .isTrue();
        if (row.function() == null && row.enumTable() == null) {
          same(row, value, back);
        }
      } catch (BadValueException e) {
        // Outside of what the other side can say; the row's degrade decides.
        continue;
      }
    }
    assertThat(came).as("values of %s that came back", row.label()).isPositive();
  }

  private static void same(RowSpec row, JsonNode value, JsonNode back) {
    Rounding round = row.round();
    if (value.isNumber()) {
      BigDecimal off = value.decimalValue().subtract(back.decimalValue()).abs();
      BigDecimal precision = round == null ? BigDecimal.ZERO : round.step();
      assertThat(off).as("%s came back as %s", value, back).isLessThanOrEqualTo(precision);
    } else {
      assertThat(back).isEqualTo(value);
    }
  }

  private static Element element(OrientedRow row) {
    ElementPath target = row.target();
    return row.targetElement(java.util.Objects.requireNonNull(target)).orElseThrow();
  }

  private static JsonNode run(OrientedRow row, Element target, JsonNode value)
      throws BadValueException {
    JsonNode result = value;
    Scope nothing = new Scope(MessageGenerator.EMPTY, null);
    for (ValueStep step : RowSteps.of(row)) {
      result = step.apply(result, nothing);
    }
    return new Bounds(target).fitted(result);
  }
}

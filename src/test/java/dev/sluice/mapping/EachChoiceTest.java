package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The blocks that take an element are those whose {@code where} holds, each one once, in order. */
class EachChoiceTest {
  private static final List<String> WHERE =
      List.of(
          "",
          "m = A",
          "m = B",
          "m = A | B | C",
          "m absent",
          "m != A",
          "m present",
          "f = S",
          "f != S",
          "m = A and f != S",
          "m absent and f != S",
          "f absent and m = B",
          "m = A and m = B");
  private static final List<String> VALUES = List.of("", "A", "B", "C", "D", "S");

  private static EachCase block(String where) throws BadCellException {
    ElementPath target = PathParser.parse("t");
    return new EachCase(target, where.isEmpty() ? null : Condition.parse(where), List.of());
  }

  private static ObjectNode element(String m, String f) {
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    if (!m.isEmpty()) {
      element.put("m", m);
    }
    return f.isEmpty() ? element : element.put("f", f);
  }

  private static boolean holds(@Nullable Condition where, Scope scope) {
    return where == null || where.holds(scope);
  }

  @Property
  void whatIsChosenIsWhatEachBlockWouldTake(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 12) Integer> blocks,
      @ForAll @IntRange(max = 5) int m,
      @ForAll @IntRange(max = 5) int f)
      throws Exception {
    List<EachCase> cases = new ArrayList<>();
    for (int block : blocks) {
      cases.add(block(WHERE.get(block)));
    }
    Scope scope = new Scope(element(VALUES.get(m), VALUES.get(f)), null);
    List<Integer> expected = new ArrayList<>();
    for (int place = 0; place < cases.size(); place++) {
      if (holds(cases.get(place).where(), scope)) {
        expected.add(place);
      }
    }
    EachChoice choice = new EachChoice(cases);
    List<Integer> taken = new ArrayList<>();
    for (int place : choice.of(scope)) {
      if (holds(choice.at(place).where(), scope)) {
        taken.add(place);
      }
    }
    assertThat(taken).isEqualTo(expected);
  }

  @Test
  void onlyTheBlocksOfTheValueAreAsked() throws Exception {
    EachChoice choice = new EachChoice(List.of(block("m = A"), block("m = B"), block("m absent")));
    assertThat(choice.of(new Scope(element("B", ""), null))).containsExactly(1);
    assertThat(choice.of(new Scope(element("D", ""), null))).isEmpty();
    assertThat(choice.of(new Scope(element("", ""), null))).containsExactly(2);
  }
}

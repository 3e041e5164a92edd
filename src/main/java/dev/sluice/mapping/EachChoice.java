package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks that take an array element. Blocks over one array mostly differ in the value of
 * one element, as those of sampled values in the measurand: that value is looked up once, and not
 * compared by each block in turn.
 */
final class EachChoice {
  private final List<EachCase> cases;
  private final @Nullable ElementPath selector;
  private final Map<String, int[]> byValue = new HashMap<>();
  private final int[] otherValue;
  private final int[] noValue;

  EachChoice(List<EachCase> written) {
    selector = selector(written);
    List<EachCase> rest = new ArrayList<>();
    Set<String> values = new HashSet<>();
    for (EachCase one : written) {
      Condition.Test test = test(one);
      rest.add(test == null ? one : new EachCase(one.target(), without(one, test), one.steps()));
      if (test != null) {
        values.addAll(test.values());
      }
    }
    cases = List.copyOf(rest);
    for (String value : values) {
      byValue.put(value, places(written, value));
    }
    otherValue = places(written, "");
    noValue = places(written, null);
  }

  /** The element that most blocks compare; null when no two compare the same one. */
  private static @Nullable ElementPath selector(List<EachCase> written) {
    Map<ElementPath, Integer> compared = new HashMap<>();
    @Nullable ElementPath most = null;
    int mostTimes = 1;
    for (EachCase one : written) {
      Condition where = one.where();
      if (where == null) {
        continue;
      }
      for (Condition.Test test : where.tests()) {
        int times = test.selects() ? compared.merge(test.path(), 1, Integer::sum) : 0;
        if (times > mostTimes) {
          most = test.path();
          mostTimes = times;
        }
      }
    }
    return most;
  }

  /** The block's own test of the selector, or null when it has none. */
  private Condition.@Nullable Test test(EachCase one) {
    Condition where = one.where();
    if (where == null || selector == null) {
      return null;
    }
    for (Condition.Test test : where.tests()) {
      if (test.selects() && test.path().equals(selector)) {
        return test;
      }
    }
    return null;
  }

  private static @Nullable Condition without(EachCase one, Condition.Test test) {
    Condition where = one.where();
    if (where == null || where.tests().size() == 1) {
      return null;
    }
    List<Condition.Test> others = new ArrayList<>(where.tests());
    others.remove(test);
    return new Condition(where.text(), others);
  }

  private int[] places(List<EachCase> written, @Nullable String value) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Condition.Test test = test(written.get(i));
      boolean taken =
          test == null
              || (test.kind() == Condition.Kind.ABSENT
                  ? value == null
                  : value != null && test.values().contains(value));
      if (taken) {
        places.add(i);
      }
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return cases.size();
  }

  EachCase at(int place) {
    return cases.get(place);
  }

  /** Places of the blocks that may take the element; each has the last word by its own where. */
  int[] of(Scope scope) {
    if (selector == null) {
      return otherValue;
    }
    JsonNode value = selector.read(scope);
    if (value == null) {
      return noValue;
    }
    int[] places = byValue.get(value.asText());
    return places == null ? otherValue : places;
  }
}

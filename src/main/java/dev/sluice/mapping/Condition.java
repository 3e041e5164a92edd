package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a row applies: {@code unit = kW}, {@code status = A | B}, {@code connectorId != 0}, {@code
 * name ~ EVSE} for any letter case, {@code type ?= Actual} for equal or absent, {@code unit
 * present}, {@code unit absent}, joined by {@code and}.
 *
 * @param text as it is written
 * @param tests all of which must hold
 */
record Condition(String text, List<Test> tests) {
  private static final Pattern PRESENCE = Pattern.compile("(\\S+)\\s+(present|absent)");
  private static final Pattern COMPARISON = Pattern.compile("(\\S+)\\s+([!?]?=|~)\\s+(\\S.*)");

  enum Kind {
    EQUAL,
    UNEQUAL,
    ALIKE,
    EQUAL_IF_PRESENT,
    PRESENT,
    ABSENT
  }

  /** One comparison; {@code values} is empty for presence and absence. */
  record Test(ElementPath path, Kind kind, Set<String> values) {
    /** Whether it holds for the values that it lists, or for the absence, and for nothing else. */
    boolean selects() {
      return kind == Kind.EQUAL || kind == Kind.ABSENT;
    }

    boolean holds(Scope scope) {
      JsonNode value = path.read(scope);
      return switch (kind) {
        case PRESENT -> value != null;
        case ABSENT -> value == null;
        case EQUAL -> value != null && values.contains(value.asText());
        case UNEQUAL -> value == null || !values.contains(value.asText());
        case EQUAL_IF_PRESENT -> value == null || values.contains(value.asText());
        case ALIKE -> value != null && alike(value.asText());
      };
    }

    private boolean alike(String text) {
      for (String candidate : values) {
        if (candidate.equalsIgnoreCase(text)) {
          return true;
        }
      }
      return false;
    }
  }

  static Condition parse(String text) throws BadCellException {
    List<Test> tests = new ArrayList<>();
    for (String part : text.strip().split("\\s+and\\s+")) {
      Matcher presence = PRESENCE.matcher(part);
      Matcher comparison = COMPARISON.matcher(part);
      if (presence.matches()) {
        Kind kind = presence.group(2).equals("present") ? Kind.PRESENT : Kind.ABSENT;
        tests.add(new Test(PathParser.parse(presence.group(1)), kind, Set.of()));
      } else if (comparison.matches()) {
        Kind kind =
            switch (comparison.group(2)) {
              case "=" -> Kind.EQUAL;
              case "~" -> Kind.ALIKE;
              case "?=" -> Kind.EQUAL_IF_PRESENT;
              default -> Kind.UNEQUAL;
            };
        Set<String> values = Set.copyOf(List.of(comparison.group(3).strip().split("\\s*\\|\\s*")));
        tests.add(new Test(PathParser.parse(comparison.group(1)), kind, values));
      } else {
        throw new BadCellException(
            "'" + part + "' is not a condition",
            "write element = value, element != value, element ~ value, element ?= value, element"
                + " present or element absent, with a space on each side of the sign");
      }
    }
    return new Condition(text.strip(), tests);
  }

  boolean holds(Scope scope) {
    for (Test test : tests) {
      if (!test.holds(scope)) {
        return false;
      }
    }
    return true;
  }
}

package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read by name. What is wrong is noted and reading goes on, so that
 * the FO learns all of it at once. A member that is missing or wrong reads as null.
 */
final class Members {
  private static final Pattern UTC =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");
  private static final int MAX_VIOLATIONS = 100;

  private final ObjectNode node;
  private final String pointer;
  private final List<Violation> violations;
  private final Set<String> read = new HashSet<>();

  Members(ObjectNode node, String pointer, List<Violation> violations) {
    this.node = node;
    this.pointer = pointer;
    this.violations = violations;
  }

  boolean has(String name) {
    return node.has(name);
  }

  void wrong(String name, String rule) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(
          new Violation(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), rule));
    }
  }

  private @Nullable JsonNode member(String name, boolean required) {
    read.add(name);
    JsonNode member = node.get(name);
    if (member == null && required) {
      wrong(name, "is missing");
    }
    return member;
  }

  @Nullable String text(String name, boolean required, Predicate<String> allowed, String rule) {
    JsonNode member = member(name, required);
    if (member == null) {
      return null;
    }
    if (member.isTextual() && allowed.test(member.textValue())) {
      return member.textValue();
    }
    wrong(name, "must be " + rule);
    return null;
  }

  @Nullable Long integer(String name, boolean required, long min, long max) {
    JsonNode member = member(name, required);
    if (member == null) {
      return null;
    }
    if (!member.isIntegralNumber() || !member.canConvertToLong()) {
      wrong(name, "must be an integer from " + min + " to " + max);
      return null;
    }
    long value = member.longValue();
    if (value < min || value > max) {
      wrong(name, "must be from " + min + " to " + max + ", was " + value);
      return null;
    }
    return value;
  }

  @Nullable Boolean flag(String name, boolean required) {
    JsonNode member = member(name, required);
    if (member == null) {
      return null;
    }
    if (member.isBoolean()) {
      return member.booleanValue();
    }
    wrong(name, "must be true or false");
    return null;
  }

  @Nullable Instant instant(String name) {
    JsonNode member = member(name, true);
    if (member == null) {
      return null;
    }
    if (member.isTextual() && UTC.matcher(member.textValue()).matches()) {
      try {
        return Instant.parse(member.textValue());
      } catch (DateTimeException e) {
        wrong(name, "is no date and time of the calendar");
        return null;
      }
    }
    wrong(name, "must be a time as 2026-11-24T10:00:00Z (RFC 3339, UTC, up to milliseconds)");
    return null;
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> values) {
    JsonNode member = member(name, true);
    if (member == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (E value : values.getEnumConstants()) {
      if (member.isTextual() && value.name().equals(member.textValue())) {
        return value;
      }
      names.add(value.name());
    }
    wrong(name, "must be one of " + String.join(", ", names));
    return null;
  }

  @Nullable Members object(String name, boolean required) {
    JsonNode member = member(name, required);
    if (member instanceof ObjectNode object) {
      return new Members(object, pointer + "/" + name, violations);
    }
    if (member != null) {
      wrong(name, "must be an object");
    }
    return null;
  }

  /** Distinct texts, at least one. */
  List<String> texts(String name, int max, Predicate<String> allowed, String rule) {
    JsonNode member = member(name, true);
    Set<String> texts = new LinkedHashSet<>();
    if (member == null) {
      return List.of();
    }
    if (!member.isArray() || member.isEmpty() || member.size() > max) {
      wrong(name, "must be an array of 1 to " + max + " elements");
      return List.of();
    }
    for (int i = 0; i < member.size(); i++) {
      JsonNode element = member.get(i);
      if (!element.isTextual() || !allowed.test(element.textValue())) {
        new Members(node, pointer + "/" + name, violations).wrong("" + i, "must be " + rule);
      } else if (!texts.add(element.textValue())) {
        new Members(node, pointer + "/" + name, violations).wrong("" + i, "is there twice");
      }
    }
    return List.copyOf(texts);
  }

  /** Notes the members that were not asked for; extensions ({@code x-}) change no meaning. */
  void nothingElse() {
    for (var member : node.properties()) {
      String name = member.getKey();
      if (!read.contains(name) && !name.startsWith("x-")) {
        wrong(name, "is not known here; extensions start with x-");
      }
    }
  }
}

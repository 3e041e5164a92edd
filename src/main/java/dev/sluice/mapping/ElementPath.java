package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an element sits in a message: {@code a.b[0].c}, {@code a[*].b}, {@code a[key=Name].b}, and
 * inside {@code each} also {@code ../b} for an element of the enclosing array element.
 *
 * @param up how many array levels to go up first
 * @param segments the names from there on
 */
record ElementPath(int up, List<Segment> segments) {
  /** What stands in the brackets of a segment. */
  sealed interface Subscript {
    /** One place of an array, from 0; when writing to a shorter array, its end. */
    record At(int index) implements Subscript {}

    /** Every place of an array, {@code [*]}. */
    record Every() implements Subscript {}

    /** The first place whose elements have these values, letter case ignored. */
    record Matching(List<Match> matches) implements Subscript {}
  }

  record Match(ElementPath path, String value) {}

  record Segment(String name, @Nullable Subscript subscript) {}

  ElementPath {
    segments = List.copyOf(segments);
  }

  ElementPath(List<Segment> segments) {
    this(0, segments);
  }

  boolean hasEvery() {
    return segments.stream().anyMatch(s -> s.subscript() instanceof Subscript.Every);
  }

  boolean hasMatching() {
    return segments.stream().anyMatch(s -> s.subscript() instanceof Subscript.Matching);
  }

  /** The path as the port {@link MessageModel} writes it: every array element is {@code [*]}. */
  String modelPath() {
    return segments.stream()
        .map(s -> s.subscript() == null ? s.name() : s.name() + "[*]")
        .collect(Collectors.joining("."));
  }

  /** The element in the scope, or null when it is absent or null. */
  @Nullable JsonNode read(Scope scope) {
    Scope from = scope;
    for (int i = 0; i < up; i++) {
      Scope parent = from.parent();
      if (parent == null) {
        return null;
      }
      from = parent;
    }
    return read(from.node());
  }

  private @Nullable JsonNode read(JsonNode root) {
    JsonNode node = root;
    // By index: this is the engine's inner loop, and an iterator is garbage each time.
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      @Nullable JsonNode inner = node.get(segment.name());
      if (inner == null) {
        return null;
      }
      node = inner;
      Subscript subscript = segment.subscript();
      if (subscript == null) {
        continue;
      }
      if (subscript instanceof Subscript.At at) {
        node = node.path(at.index());
      } else if (subscript instanceof Subscript.Matching matching) {
        node = first(node, matching);
      }
      if (node.isMissingNode()) {
        return null;
      }
    }
    return node.isNull() ? null : node;
  }

  private static JsonNode first(JsonNode array, Subscript.Matching matching) {
    for (JsonNode candidate : array) {
      if (matching.matches().stream().allMatch(match -> holds(match, candidate))) {
        return candidate;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static boolean holds(Match match, JsonNode candidate) {
    JsonNode value = match.path().read(candidate);
    return value != null && value.asText().equalsIgnoreCase(match.value());
  }

  /** Puts the value there, making the objects and arrays on the way. */
  void write(ObjectNode root, JsonNode value) {
    ObjectNode object = root;
    for (int i = 0; i < segments.size() - 1; i++) {
      object = objectAt(object, segments.get(i));
    }
    Segment last = segments.get(segments.size() - 1);
    if (last.subscript() instanceof Subscript.At at) {
      ArrayNode array = object.withArray(last.name());
      if (at.index() < array.size()) {
        array.set(at.index(), value);
      } else {
        array.add(value);
      }
    } else {
      object.set(last.name(), value);
    }
  }

  private static ObjectNode objectAt(ObjectNode parent, Segment segment) {
    if (segment.subscript() instanceof Subscript.At at) {
      ArrayNode array = parent.withArray(segment.name());
      return at.index() < array.size() ? (ObjectNode) array.get(at.index()) : array.addObject();
    }
    return parent.get(segment.name()) instanceof ObjectNode object
        ? object
        : parent.putObject(segment.name());
  }

  /** As it is written in a table. */
  @Override
  public String toString() {
    return "../".repeat(up)
        + segments.stream().map(ElementPath::written).collect(Collectors.joining("."));
  }

  private static String written(Segment segment) {
    Subscript subscript = segment.subscript();
    if (subscript == null) {
      return segment.name();
    }
    if (subscript instanceof Subscript.At at) {
      return segment.name() + "[" + at.index() + "]";
    }
    if (subscript instanceof Subscript.Matching matching) {
      return segment.name()
          + matching.matches().stream()
              .map(match -> match.path() + "=" + match.value())
              .collect(Collectors.joining(", ", "[", "]"));
    }
    return segment.name() + "[*]";
  }
}

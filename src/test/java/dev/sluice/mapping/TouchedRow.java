package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a row has to do with the protocol's message: the paths that it reads, writes or asks about,
 * without brackets, and the values that it names there.
 *
 * @param message the protocol's message
 * @param elements ids of the elements that it carries
 * @param values the values that it names, by path; empty for a path that it only reads or writes
 */
record TouchedRow(String message, Set<String> elements, Map<String, Set<String>> values) {

  /** All rows of a table. */
  static List<TouchedRow> of(TableSpec table, CarrierReader carriers) {
    List<TouchedRow> rows = new ArrayList<>();
    for (EachSpec block : table.blocks()) {
      for (RowSpec row : block.rows()) {
        rows.add(of(table, block, row, carriers.elements(table, block, row)));
      }
    }
    return rows;
  }

  private static TouchedRow of(TableSpec table, EachSpec block, RowSpec row, Set<String> elements) {
    boolean forward = !table.from().isInformationModel();
    Side side = forward ? table.from() : table.to();
    @Nullable ElementPath array = forward ? block.from() : block.to();
    @Nullable ElementPath path = forward ? row.from() : row.to();
    TouchedRow touched = new TouchedRow(side.message(), elements, new LinkedHashMap<>());
    if (path != null) {
      String plain = touched.path(array, path);
      functions(row, plain, touched);
      named(table, row, plain, touched);
    }
    @Nullable Condition where = block.where();
    if (where != null && forward) {
      touched.tests(array, where);
    }
    // What is asked before a message is made is about the model, and what is read from it about it.
    @Nullable Condition up = row.when().get(MappingDirection.UP);
    if (up != null) {
      touched.tests(array, up);
    }
    FunctionCall call = row.function();
    if (call != null && forward) {
      for (FunctionCall.Argument argument : call.arguments()) {
        if (argument instanceof FunctionCall.Argument.Element element) {
          touched.path(array, element.path());
        }
      }
    }
    return touched;
  }

  /** Functions on the numbers of ISO 15118 take or make the parts of one. */
  private static void functions(RowSpec row, String path, TouchedRow touched) {
    FunctionCall call = row.function();
    String name = call == null ? "" : call.function().name();
    List<String> parts =
        switch (name) {
          case "physicalValue", "fromPhysicalValue" -> List.of("Multiplier", "Unit", "Value");
          case "rationalNumber", "fromRationalNumber" -> List.of("Exponent", "Value");
          default -> List.of();
        };
    parts.forEach(part -> touched.at(path + "." + part));
  }

  private static void named(TableSpec table, RowSpec row, String path, TouchedRow touched) {
    if (row.constant() != null && table.from().isInformationModel()) {
      touched.at(path).add(row.constant().asText());
    }
    EnumTable values = row.enumTable();
    if (values != null) {
      values.rows().forEach(entry -> touched.at(path).add(entry.protocol().asText()));
    }
  }

  private Set<String> at(String path) {
    return values.computeIfAbsent(path, none -> new LinkedHashSet<>());
  }

  private void tests(@Nullable ElementPath array, Condition condition) {
    for (Condition.Test test : condition.tests()) {
      String path = path(array, test.path());
      if (test.kind() != Condition.Kind.UNEQUAL) {
        at(path).addAll(test.values());
      }
    }
  }

  /** Notes the path and what its brackets ask; gives it without brackets. */
  private String path(@Nullable ElementPath array, ElementPath path) {
    String plain = OrientedRow.modelPath(array, path).replace("[*]", "");
    at(plain);
    StringBuilder prefix = new StringBuilder(array == null || path.up() > 0 ? "" : plain(array));
    for (ElementPath.Segment segment : path.segments()) {
      prefix.append(prefix.isEmpty() ? "" : ".").append(segment.name());
      if (segment.subscript() instanceof ElementPath.Subscript.Matching matching) {
        for (ElementPath.Match match : matching.matches()) {
          at(prefix + "." + plain(match.path())).add(match.value());
        }
      }
    }
    return plain;
  }

  private static String plain(ElementPath path) {
    return path.segments().stream().map(ElementPath.Segment::name).collect(Collectors.joining("."));
  }
}

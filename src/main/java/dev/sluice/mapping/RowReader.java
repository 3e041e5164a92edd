package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.RowSpec.Pair;
import dev.sluice.mapping.RowSpec.Sign;
import dev.sluice.model.Quality;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the cells of one row; what cannot be read becomes a finding, the rest goes on. */
final class RowReader {
  static final List<String> KEYS =
      List.of(
          "from",
          "to",
          "constant",
          "type",
          "unit",
          "sign",
          "round",
          "enum",
          "function",
          "direction",
          "when",
          "required",
          "default",
          "degrade",
          "quality",
          "about",
          "note");

  private interface CellReader<T> {
    T read(Cell cell) throws BadCellException;
  }

  private final YamlFile file;
  private final MappingFunctions functions;
  private final EnumFolder enums;
  private final MappingDirection forward;

  RowReader(YamlFile file, MappingFunctions functions, EnumFolder enums, MappingDirection forward) {
    this.file = file;
    this.functions = functions;
    this.enums = enums;
    this.forward = forward;
  }

  RowSpec read(MappingNode node, Set<MappingDirection> tableDirections) {
    int before = file.findings().count();
    YamlMap cells = new YamlMap(file, node, "", KEYS);
    @Nullable ElementPath from = cell(cells, "", "from", c -> PathParser.parse(c.text()));
    @Nullable ElementPath to = cell(cells, "", "to", c -> PathParser.parse(c.text()));
    @Nullable JsonNode constant = cell(cells, "", "constant", Cell::value);
    String label =
        "row " + (from == null ? "" : from + " ") + "-> " + (to == null ? "?" : to.toString());
    cells.needed("to", label);
    if (cells.cell("from") == null && cells.cell("constant") == null) {
      finding(cells.at(), label, "the row has neither 'from' nor 'constant'");
    } else if (from != null && constant != null) {
      finding(cells.at("constant"), label, "the row has both 'from' and 'constant'");
    }
    @Nullable Set<MappingDirection> directions =
        cell(cells, label, "direction", RowReader::directions);
    if (directions == null) {
      directions = tableDirections;
    }
    if (constant != null) {
      // Read backwards, a constant says nothing.
      directions = directions.contains(forward) ? Set.of(forward) : directions;
    }
    @Nullable Boolean required = cell(cells, label, "required", Cell::truth);
    @Nullable Sign sign = cell(cells, label, "sign", c -> word(c, Sign.class));
    @Nullable Pair<ElementType> type =
        cell(cells, label, "type", c -> pair(c, text -> word(text, ElementType.class, "type")));
    @Nullable Pair<Unit> unit = cell(cells, label, "unit", c -> pair(c, RowReader::unit));
    @Nullable Rounding round = cell(cells, label, "round", c -> Rounding.parse(c.text()));
    @Nullable FunctionCall function =
        cell(cells, label, "function", c -> FunctionCall.parse(c.text(), functions));
    @Nullable EnumTable enumTable = cell(cells, label, "enum", c -> enums.find(c.text()));
    Map<MappingDirection, Condition> when = when(cells, label, directions);
    @Nullable JsonNode substitute = cell(cells, label, "default", Cell::value);
    @Nullable DegradeRule degrade = cell(cells, label, "degrade", c -> DegradeRule.parse(c.text()));
    @Nullable Quality quality = cell(cells, label, "quality", c -> word(c, Quality.class));
    @Nullable List<String> about = cell(cells, label, "about", RowReader::about);
    return new RowSpec(
        cells,
        label,
        file.findings().count() == before,
        from,
        to,
        constant,
        type,
        unit,
        sign == null ? Sign.SAME : sign,
        round,
        function,
        enumTable,
        directions,
        when,
        required != null && required,
        substitute,
        degrade,
        quality,
        about == null ? List.of() : about);
  }

  private static List<String> about(Cell cell) throws BadCellException {
    return List.of(cell.text().strip().split("\\s*,\\s*"));
  }

  private Map<MappingDirection, Condition> when(
      YamlMap cells, String label, Set<MappingDirection> directions) {
    Map<MappingDirection, Condition> when = new EnumMap<>(MappingDirection.class);
    Cell cell = cells.cell("when");
    if (cell != null && cell.node() instanceof MappingNode node) {
      YamlMap each = new YamlMap(file, node, label, List.of("up", "down"));
      for (MappingDirection direction : MappingDirection.values()) {
        String key = direction.name().toLowerCase(Locale.ROOT);
        @Nullable Condition condition = cell(each, label, key, c -> Condition.parse(c.text()));
        if (condition != null) {
          when.put(direction, condition);
        }
      }
      return when;
    }
    @Nullable Condition condition = cell(cells, label, "when", c -> Condition.parse(c.text()));
    if (condition != null) {
      directions.forEach(direction -> when.put(direction, condition));
    }
    return when;
  }

  static Set<MappingDirection> directions(Cell cell) throws BadCellException {
    return switch (cell.text()) {
      case "both" -> EnumSet.allOf(MappingDirection.class);
      case "up" -> Set.of(MappingDirection.UP);
      case "down" -> Set.of(MappingDirection.DOWN);
      default ->
          throw new BadCellException(
              "'" + cell.text() + "' is not a direction", "write up, down or both");
    };
  }

  private static Unit unit(String symbol) throws BadCellException {
    return Unit.of(symbol)
        .orElseThrow(
            () ->
                new BadCellException(
                    "there is no unit '" + symbol + "'",
                    Findings.didYouMean(symbol, Unit.symbols())));
  }

  private interface TextReader<T> {
    T read(String text) throws BadCellException;
  }

  private static <T> Pair<T> pair(Cell cell, TextReader<T> reader) throws BadCellException {
    String[] parts = cell.text().strip().split("\\s*->\\s*", -1);
    if (parts.length > 2) {
      throw new BadCellException("'" + cell.text() + "' has more than one '->'", "");
    }
    T from = reader.read(parts[0]);
    return new Pair<>(from, parts.length == 1 ? from : reader.read(parts[1]));
  }

  private static <T extends Enum<T>> T word(Cell cell, Class<T> words) throws BadCellException {
    return word(cell.text(), words, cell.key());
  }

  private static <T extends Enum<T>> T word(String text, Class<T> words, String key)
      throws BadCellException {
    List<String> known =
        Stream.of(words.getEnumConstants()).map(w -> w.name().toLowerCase(Locale.ROOT)).toList();
    for (T candidate : words.getEnumConstants()) {
      if (candidate.name().toLowerCase(Locale.ROOT).equals(text)) {
        return candidate;
      }
    }
    String near = Findings.didYouMean(text, known);
    throw new BadCellException(
        "'" + text + "' is not a value of '" + key + "'",
        near.isEmpty() ? "write one of " + String.join(", ", known) : near);
  }

  private void finding(Position at, String label, String what) {
    file.findings().add(Finding.Kind.BAD_VALUE, at, label, what, "");
  }

  private <T> @Nullable T cell(YamlMap cells, String label, String key, CellReader<T> reader) {
    Cell cell = cells.cell(key);
    if (cell == null) {
      return null;
    }
    try {
      return reader.read(cell);
    } catch (BadCellException e) {
      file.findings().add(e.kind(), cell.at(), label, e.what(), e.suggestion());
      return null;
    }
  }
}

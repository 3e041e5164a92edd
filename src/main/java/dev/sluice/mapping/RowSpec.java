package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.model.Quality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is written, each cell understood but not yet compared with the models. Absent cells
 * are null.
 *
 * @param sound whether every cell could be read; what a row that is not sound would do is unknown
 * @param about ids of elements of the model that the row carries beside those at its paths
 */
record RowSpec(
    YamlMap cells,
    String label,
    boolean sound,
    @Nullable ElementPath from,
    @Nullable ElementPath to,
    @Nullable JsonNode constant,
    @Nullable Pair<ElementType> type,
    @Nullable Pair<Unit> unit,
    Sign sign,
    @Nullable Rounding round,
    @Nullable FunctionCall function,
    @Nullable EnumTable enumTable,
    Set<MappingDirection> directions,
    Map<MappingDirection, Condition> when,
    boolean required,
    @Nullable JsonNode substitute,
    @Nullable DegradeRule degrade,
    @Nullable Quality quality,
    List<String> about) {
  /** What a row says of both sides: {@code W -> kW}, or {@code W} for both alike. */
  record Pair<T>(T from, T to) {
    Pair<T> swapped() {
      return new Pair<>(to, from);
    }
  }

  /** What happens to the sign of a number. */
  enum Sign {
    SAME,
    INVERTED,
    MAGNITUDE
  }

  RowSpec {
    directions = Set.copyOf(directions);
    when = Map.copyOf(when);
    about = List.copyOf(about);
  }

  boolean twoWay() {
    return directions.size() == 2;
  }
}

package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which elements of the information model the rows of tables carry. */
final class CarrierReader {
  private final InformationModel model;
  private final Map<String, List<Carrier>> carriers = new LinkedHashMap<>();

  CarrierReader(InformationModel model) {
    this.model = model;
  }

  /** The rows by the id of the element that they carry. */
  Map<String, List<Carrier>> carriers() {
    return carriers;
  }

  void read(TableSpec table) {
    for (EachSpec block : table.blocks()) {
      for (RowSpec row : block.rows()) {
        Carrier carrier =
            new Carrier(
                table.id(),
                row.cells().at(),
                source(block, row) + " -> " + path(block.to(), row.to()),
                row.directions(),
                row.quality(),
                note(row));
        for (String id : elements(table, block, row)) {
          carriers.computeIfAbsent(id, none -> new ArrayList<>()).add(carrier);
        }
      }
    }
  }

  /** Ids of the elements that the row carries: that at its path, and those it is about. */
  Set<String> elements(TableSpec table, EachSpec block, RowSpec row) {
    Set<String> ids = new LinkedHashSet<>();
    boolean from = table.from().isInformationModel();
    @Nullable ElementPath path = from ? row.from() : row.to();
    if (path != null) {
      String document = (from ? table.from() : table.to()).message();
      @Nullable ElementPath array = from ? block.from() : block.to();
      model
          .elementAt(document, OrientedRow.modelPath(array, path))
          .ifPresent(element -> ids.add(element.id()));
    }
    ids.addAll(row.about());
    return ids;
  }

  private static String source(EachSpec block, RowSpec row) {
    return row.constant() == null
        ? path(block.from(), row.from())
        : "'" + row.constant().asText() + "'";
  }

  private static String path(@Nullable ElementPath array, @Nullable ElementPath path) {
    if (path == null) {
      return "?";
    }
    if (array == null) {
      return path.toString();
    }
    return path.up() > 0 ? OrientedRow.modelPath(array, path) : array + "." + path;
  }

  private static @Nullable String note(RowSpec row) {
    try {
      Cell note = row.cells().cell("note");
      return note == null ? null : note.text();
    } catch (BadCellException e) {
      return null;
    }
  }
}

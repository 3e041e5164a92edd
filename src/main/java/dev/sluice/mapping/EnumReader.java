package dev.sluice.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads an enum file: {@code total}, and {@code rows} of {@code protocol} and {@code model}. */
final class EnumReader {
  static final List<String> KEYS = List.of("total", "note", "rows");
  static final List<String> ROW_KEYS = List.of("protocol", "model", "preferred", "note");

  private EnumReader() {}

  /** The table; empty when the file has findings. */
  static Optional<EnumTable> read(Path path, String name, YamlFile file) {
    Optional<MappingNode> root = file.read(path);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    YamlMap cells = new YamlMap(file, root.get(), "", KEYS);
    List<EnumTable.Entry> rows = new ArrayList<>();
    boolean total = false;
    try {
      Cell totalCell = cells.needed("total", "");
      total = totalCell != null && totalCell.truth();
    } catch (BadCellException e) {
      file.findings().add(e.kind(), cells.at("total"), "", e.what(), e.suggestion());
    }
    cells.needed("rows", "");
    for (MappingNode node : cells.mappings("rows")) {
      row(new YamlMap(file, node, "", ROW_KEYS), file).ifPresent(rows::add);
    }
    repeated(rows, file);
    return file.findings().isEmpty()
        ? Optional.of(new EnumTable(name, total, rows))
        : Optional.empty();
  }

  private static Optional<EnumTable.Entry> row(YamlMap row, YamlFile file) {
    Cell protocol = row.needed("protocol", "");
    Cell model = row.needed("model", "");
    Cell preferred = row.cell("preferred");
    if (protocol == null || model == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EnumTable.Entry(
              protocol.value(), model.value(), preferred != null && preferred.truth(), row.at()));
    } catch (BadCellException e) {
      file.findings().add(e.kind(), row.at(), "", e.what(), e.suggestion());
      return Optional.empty();
    }
  }

  private static void repeated(List<EnumTable.Entry> rows, YamlFile file) {
    Set<String> seen = new java.util.HashSet<>();
    for (EnumTable.Entry row : rows) {
      if (!seen.add(row.protocol().asText() + "\u0000" + row.model().asText())) {
        file.findings()
            .add(Finding.Kind.UNREACHABLE_ROW, row.at(), "", "the same pair stands above", "");
      }
    }
  }
}

package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a table file into a {@link TableSpec}. */
final class TableReader {
  static final List<String> KEYS =
      List.of("from", "to", "direction", "note", "refuses", "vendorValues", "rows");
  static final List<String> EACH_KEYS = List.of("each", "where", "rows", "note");

  private final Map<String, MessageModel> models;
  private final MappingFunctions functions;

  TableReader(Map<String, MessageModel> models, MappingFunctions functions) {
    this.models = models;
    this.functions = functions;
  }

  /** The table as far as it can be understood; empty when not even its sides can. */
  Optional<TableSpec> read(MappingNode root, String id, YamlFile file, EnumFolder enums) {
    YamlMap cells = new YamlMap(file, root, "", KEYS);
    @Nullable Side from = side(cells, "from", file);
    @Nullable Side to = side(cells, "to", file);
    cells.needed("rows", "");
    if (from == null || to == null) {
      return Optional.empty();
    }
    if (from.isInformationModel() == to.isInformationModel()) {
      file.findings()
          .add(
              Finding.Kind.BAD_VALUE,
              cells.at("to"),
              "",
              "one side must be the information model, the other a protocol's message",
              "write model/… on one side");
      return Optional.empty();
    }
    MappingDirection forward =
        from.isInformationModel() ? MappingDirection.DOWN : MappingDirection.UP;
    Set<MappingDirection> directions = Set.of(forward);
    Cell direction = cells.cell("direction");
    if (direction != null) {
      try {
        directions = RowReader.directions(direction);
      } catch (BadCellException e) {
        file.findings().add(e.kind(), direction.at(), "", e.what(), e.suggestion());
      }
    }
    List<RefusalSpec> refusals =
        cells.mappings("refuses").stream()
            .flatMap(node -> RefusalSpec.read(node, file).stream())
            .toList();
    Side source = from;
    List<MappingNode> vendor = cells.mappings("vendorValues");
    if (directions.equals(Set.of(MappingDirection.UP))) {
      source = VendorValues.read(vendor, from, file);
    } else if (!vendor.isEmpty()) {
      file.findings()
          .add(
              Finding.Kind.BAD_VALUE,
              cells.at("vendorValues"),
              "vendorValues",
              "the table also writes the protocol's message, which keeps to the protocol's lists",
              "put the rows into a table of their own that only reads");
    }
    RowReader rows = new RowReader(file, functions, enums, forward);
    return Optional.of(
        new TableSpec(
            id,
            file,
            cells,
            source,
            to,
            refusals,
            blocks(cells, file, rows, directions),
            functions));
  }

  private @Nullable Side side(YamlMap cells, String key, YamlFile file) {
    Cell cell = cells.needed(key, "");
    if (cell == null) {
      return null;
    }
    try {
      return Side.parse(cell.text(), models);
    } catch (BadCellException e) {
      file.findings().add(e.kind(), cell.at(), "", e.what(), e.suggestion());
      return null;
    }
  }

  private static List<EachSpec> blocks(
      YamlMap cells, YamlFile file, RowReader reader, Set<MappingDirection> directions) {
    List<RowSpec> top = new ArrayList<>();
    List<EachSpec> blocks = new ArrayList<>();
    for (MappingNode node : cells.mappings("rows")) {
      if (isEach(node)) {
        block(new YamlMap(file, node, "", EACH_KEYS), file, reader, directions)
            .ifPresent(blocks::add);
      } else {
        top.add(reader.read(node, directions));
      }
    }
    blocks.add(0, new EachSpec(cells, "", null, null, null, top));
    return blocks;
  }

  private static boolean isEach(MappingNode node) {
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("each")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<EachSpec> block(
      YamlMap cells, YamlFile file, RowReader reader, Set<MappingDirection> directions) {
    List<RowSpec> rows = new ArrayList<>();
    for (MappingNode node : cells.mappings("rows")) {
      rows.add(reader.read(node, directions));
    }
    cells.needed("rows", "each");
    Cell each = cells.needed("each", "each");
    Cell whereCell = cells.cell("where");
    if (each == null) {
      return Optional.empty();
    }
    try {
      String[] sides = each.text().split("\\s*->\\s*", -1);
      ElementPath from = PathParser.parse(sides[0]);
      ElementPath to = PathParser.parse(sides.length == 2 ? sides[1] : "");
      @Nullable Condition where = null;
      if (whereCell != null) {
        each = whereCell;
        where = Condition.parse(whereCell.text());
      }
      return Optional.of(new EachSpec(cells, "each " + from, from, to, where, rows));
    } catch (BadCellException e) {
      file.findings()
          .add(e.kind(), each.at(), "each", e.what(), "write each: source[*] -> target[*]");
      return Optional.empty();
    }
  }
}

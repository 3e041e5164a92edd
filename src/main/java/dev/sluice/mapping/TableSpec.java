package dev.sluice.mapping;

import java.util.List;

/**
 * A table as it is written.
 *
 * @param id folder and name
 * @param file the file with its findings
 * @param cells the table's own keys
 * @param from the side of the rows' {@code from}
 * @param to the side of the rows' {@code to}
 * @param refusals what is refused before any row is looked at, in the table's own direction
 * @param blocks the rows outside of {@code each} first, then the {@code each} blocks
 * @param functions the functions that rows may name
 */
record TableSpec(
    String id,
    YamlFile file,
    YamlMap cells,
    Side from,
    Side to,
    List<RefusalSpec> refusals,
    List<EachSpec> blocks,
    MappingFunctions functions) {
  TableSpec {
    refusals = List.copyOf(refusals);
    blocks = List.copyOf(blocks);
  }

  /** The direction in which {@code from} is read and {@code to} written. */
  MappingDirection forward() {
    return from.isInformationModel() ? MappingDirection.DOWN : MappingDirection.UP;
  }
}

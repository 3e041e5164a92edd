package dev.sluice.operations.gateway;

import dev.sluice.mapping.FunctionFolder;
import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.TableLoader;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mapping tables of the folder, and what is wrong with those that are not in force. */
final class MappingFolder {
  private static final Logger LOG = LoggerFactory.getLogger(MappingFolder.class);

  private final LoadResult loaded;

  /**
   * @param folder the tables; functions of the integrator lie in {@code functions} beside it
   * @param standard the functions that every gateway has
   */
  MappingFolder(Path folder, OcppSchemas schemas, MappingFunctions standard) {
    Path jars = folder.toAbsolutePath().normalize().resolveSibling("functions");
    FunctionFolder functions = FunctionFolder.read(jars, standard);
    LoadResult tables =
        TableLoader.load(folder, ProtocolModels.all(schemas), functions.functions());
    List<dev.sluice.mapping.Finding> all = new ArrayList<>(functions.findings());
    all.addAll(tables.findings());
    loaded = new LoadResult(tables.tables(), all, tables.coverage());
    findings()
        .forEach(finding -> LOG.error("mapping table not in force (in {}): {}", folder, finding));
  }

  /** As it was loaded, the findings with their columns. */
  LoadResult loaded() {
    return loaded;
  }

  MappingTables tables() {
    return loaded.tables();
  }

  List<Finding> findings() {
    return loaded.findings().stream()
        .map(
            finding ->
                new Finding(
                    finding.at().file(),
                    finding.at().line(),
                    finding.at().column(),
                    (finding.row().isEmpty() ? "" : finding.row() + ": ")
                        + finding.what()
                        + (finding.suggestion().isEmpty() ? "" : "; " + finding.suggestion())))
        .toList();
  }

  /** How many tables of each folder are in force. */
  Map<String, String> states() {
    Map<String, Integer> counts = new TreeMap<>();
    tables().ids().forEach(id -> counts.merge(id.substring(0, id.indexOf('/')), 1, Integer::sum));
    Map<String, String> states = new TreeMap<>();
    counts.forEach((folder, count) -> states.put(folder, count + " tables in force"));
    return states;
  }
}

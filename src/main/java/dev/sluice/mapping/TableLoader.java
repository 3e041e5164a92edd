package dev.sluice.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Reads, checks and compiles the folder of the mappings: the information model, then the tables of
 * each folder. What is wrong comes back as findings; a table with findings is left out, the others
 * work.
 */
public final class TableLoader {
  private final MappingFunctions functions;
  private final Map<String, MessageModel> protocols;

  private TableLoader(Map<String, MessageModel> protocols, MappingFunctions functions) {
    this.protocols = protocols;
    this.functions = functions;
  }

  /**
   * Loads with the standard functions.
   *
   * @param folder the folder of the mappings
   * @param protocols models of the protocols by the name that tables use, for example {@code
   *     ocpp-1.6}
   */
  public static LoadResult load(Path folder, Map<String, MessageModel> protocols) {
    return load(folder, protocols, MappingFunctions.standard());
  }

  /** Loads with the given functions. */
  public static LoadResult load(
      Path folder, Map<String, MessageModel> protocols, MappingFunctions functions) {
    return new TableLoader(protocols, functions).load(folder);
  }

  private LoadResult load(Path folder) {
    List<Finding> findings = new ArrayList<>();
    List<MappingTable> tables = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      findings.add(
          new Finding(
              Finding.Kind.UNREADABLE_FILE,
              new Position(String.valueOf(folder), 1, 1),
              "",
              "there is no such folder",
              ""));
      return new LoadResult(MappingTables.of(tables), findings, Coverage.none());
    }
    Optional<InformationModel> model = ModelReader.read(folder, findings);
    if (model.isEmpty()) {
      // Without the model nothing can be said of the tables.
      return new LoadResult(MappingTables.of(tables), findings, Coverage.none());
    }
    Map<String, MessageModel> models = new LinkedHashMap<>(protocols);
    models.put(Side.INFORMATION_MODEL, model.get());
    TableReader reader = new TableReader(models, functions);
    Map<String, ProtocolCoverage> coverage = new LinkedHashMap<>();
    for (Path inner : YamlFolder.folders(folder)) {
      CarrierReader carriers = new CarrierReader(model.get());
      EnumFolder enums = new EnumFolder(folder, inner);
      enums.files().forEach(file -> add(file, findings));
      for (Path path : YamlFolder.files(inner)) {
        YamlFile file = new YamlFile(YamlFolder.name(folder, path));
        String id = inner.getFileName() + "/" + YamlFolder.stem(path);
        table(reader, path, id, file, enums, carriers).ifPresent(tables::add);
        add(file, findings);
      }
      coverage.put(
          String.valueOf(inner.getFileName()),
          new ProtocolCoverage(
              model.get(), carriers.carriers(), CoverageReader.read(folder, inner, model.get())));
    }
    return new LoadResult(
        MappingTables.of(tables), findings, Coverage.of(model.get(), ordered(coverage)));
  }

  /** In the order of the protocols' models, folders of other names behind them. */
  private Map<String, ProtocolCoverage> ordered(Map<String, ProtocolCoverage> coverage) {
    Map<String, ProtocolCoverage> ordered = new LinkedHashMap<>();
    for (String name : protocols.keySet()) {
      ProtocolCoverage there = coverage.get(name);
      if (there != null) {
        ordered.put(name, there);
      }
    }
    coverage.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private static void add(YamlFile file, List<Finding> findings) {
    for (Finding finding : file.findings().sorted()) {
      if (!findings.contains(finding)) {
        findings.add(finding);
      }
    }
  }

  private static Optional<MappingTable> table(
      TableReader reader,
      Path path,
      String id,
      YamlFile file,
      EnumFolder enums,
      CarrierReader carriers) {
    Optional<MappingNode> root = file.read(path);
    Optional<TableSpec> spec = root.flatMap(node -> reader.read(node, id, file, enums));
    spec.ifPresent(TableCheck::check);
    // Also of tables with findings: a slip in one cell must not look like a gap in the coverage.
    spec.ifPresent(carriers::read);
    return file.findings().isEmpty() ? spec.map(TableCompiler::compile) : Optional.empty();
  }
}

package dev.sluice.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads a shipped table as it is written, for tests that look at its rows. */
final class SpecReader {
  private static final Map<String, MessageModel> MODELS = models();

  private SpecReader() {}

  private static Map<String, MessageModel> models() {
    Map<String, MessageModel> models = new LinkedHashMap<>(ShippedTablesTest.PROTOCOLS);
    models.put(
        Side.INFORMATION_MODEL,
        ModelReader.read(ShippedTablesTest.FOLDER, new ArrayList<>()).orElseThrow());
    return models;
  }

  static TableSpec read(String id) {
    Path path = ShippedTablesTest.FOLDER.resolve(id + ".yaml");
    YamlFile file = new YamlFile(id);
    MappingNode root = file.read(path).orElseThrow();
    EnumFolder enums =
        new EnumFolder(ShippedTablesTest.FOLDER, Objects.requireNonNull(path.getParent()));
    return new TableReader(MODELS, MappingFunctions.standard())
        .read(root, id, file, enums)
        .orElseThrow();
  }
}

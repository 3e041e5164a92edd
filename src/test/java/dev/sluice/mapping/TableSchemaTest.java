package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schemas for editors, and the page for people, say what the readers read. */
class TableSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schema() throws Exception {
    return schema("table");
  }

  private static JsonNode schema(String name) throws Exception {
    return JSON.readTree(Path.of("mappings/" + name + ".schema.json").toFile());
  }

  /** The files of a kind that lie in the mappings folder, by the schema for it. */
  private static List<Path> files(String schema) throws Exception {
    try (Stream<Path> files = Files.walk(ShippedTablesTest.FOLDER)) {
      return files
          .filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> schemaOf(path).equals(schema))
          .sorted()
          .toList();
    }
  }

  private static String schemaOf(Path path) {
    String folder = String.valueOf(Objects.requireNonNull(path.getParent()).getFileName());
    if (path.endsWith("mappings/model.yaml")) {
      return "model";
    }
    return switch (folder) {
      case "enums" -> "enum";
      case "model", "coverage" -> folder;
      default -> ShippedTablesTest.PROTOCOLS.containsKey(folder) ? "table" : "";
    };
  }

  @TestFactory
  Stream<DynamicTest> everyShippedFileFitsItsSchema() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    Load yaml = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    for (String name : List.of("table", "enum", "model", "coverage")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema(name));
      for (Path path : files(name)) {
        tests.add(
            dynamicTest(
                path.toString(),
                () -> {
                  JsonNode file = JSON.valueToTree(yaml.loadFromString(Files.readString(path)));
                  assertThat(schema.validate(file)).isEmpty();
                }));
      }
      assertThat(name.equals("coverage") || !files(name).isEmpty()).as(name).isTrue();
    }
    return tests.stream();
  }

  @Test
  void theSchemasRefuseWhatTheReadersRefuse() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "coverage", "{rows: [{element: SL-010, state: refused, reason: none}]}",
                "enum", "{total: true, rows: [{protocol: A}]}",
                "model", "{elements: [{id: X-1, name: a, type: text, description: b}]}",
                "table", "{from: model/A, to: ocpp-1.6/B, rows: [{to: a}]}")
            .entrySet()) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema(wrong.getKey()));
      Load yaml = new Load(LoadSettings.builder().build());
      JsonNode file = JSON.valueToTree(yaml.loadFromString(wrong.getValue()));
      assertThat(schema.validate(file)).as(wrong.getKey()).isNotEmpty();
    }
  }

  @Test
  void theSchemasHaveTheKeysThatTheReadersKnowAndNoOthers() throws Exception {
    same("table", "", TableReader.KEYS);
    same("table", "/definitions/each", TableReader.EACH_KEYS);
    same("table", "/definitions/row", RowReader.KEYS);
    same("enum", "", EnumReader.KEYS);
    same("enum", "/definitions/row", EnumReader.ROW_KEYS);
    same("model", "", List.of("documents", "elements"));
    same("model", "/definitions/document", ModelReader.DOCUMENT_KEYS);
    same("model", "/definitions/element", ModelReader.ELEMENT_KEYS);
    same("coverage", "", CoverageReader.KEYS);
    same("coverage", "/definitions/row", CoverageReader.ROW_KEYS);
  }

  private static void same(String schema, String at, List<String> known) throws Exception {
    List<String> keys = new ArrayList<>();
    schema(schema).at(at + "/properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys).as(schema + at).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void thePageNamesEveryKeyFunctionUnitKindAndRule() throws Exception {
    String page = Files.readString(Path.of("docs/mappings.md"));
    Stream<String> kinds = Stream.of(Finding.Kind.values()).map(Enum::name);
    Stream<String> rules =
        Stream.of(DegradeRule.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    Stream.of(RowReader.KEYS.stream(), MappingFunctions.standard().names().stream(), kinds, rules)
        .flatMap(names -> names)
        .forEach(name -> assertThat(page).contains("`" + name));
    Unit.symbols().forEach(unit -> assertThat(page).containsPattern("[` ]" + unit + "[` ]"));
  }
}

package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema for editors, and the page for people, say what the reader reads. */
class TableSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schema() throws Exception {
    return JSON.readTree(Path.of("mappings/table.schema.json").toFile());
  }

  @Test
  void everyShippedTableFitsTheSchema() throws Exception {
    JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema());
    Load yaml = new Load(LoadSettings.builder().build());
    for (String id : ShippedTablesTest.LOADED.tables().ids()) {
      String text = Files.readString(Path.of("mappings/" + id + ".yaml"));
      JsonNode table = JSON.valueToTree(yaml.loadFromString(text));
      assertThat(schema.validate(table)).as(id).isEmpty();
    }
  }

  @Test
  void theSchemaHasTheKeysOfARowAndNoOthers() throws Exception {
    List<String> keys = new ArrayList<>();
    schema().at("/definitions/row/properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys).containsExactlyInAnyOrderElementsOf(RowReader.KEYS);
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

package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of docs/mappings.md for a vendor whose stations send what no list has. */
@SuppressWarnings("NullAway.Init")
class VendorValuesTest {
  private static final Pattern TABLE =
      Pattern.compile(
          "```yaml\n# mappings/(ocpp-1\\.6/MeterValues-acme)\\.yaml\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private LoadResult load(String text) throws Exception {
    Path mappings = folder.resolve("mappings");
    try (Stream<Path> model = Files.walk(ShippedTablesTest.FOLDER.resolve("model"))) {
      for (Path path : model.filter(Files::isRegularFile).toList()) {
        Path copy = mappings.resolve(ShippedTablesTest.FOLDER.relativize(path));
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
    Files.copy(ShippedTablesTest.FOLDER.resolve("model.yaml"), mappings.resolve("model.yaml"));
    Files.createDirectories(mappings.resolve("ocpp-1.6"));
    Files.writeString(mappings.resolve("ocpp-1.6/MeterValues-acme.yaml"), text);
    return TableLoader.load(mappings, ShippedTablesTest.PROTOCOLS);
  }

  private static String page() throws Exception {
    Matcher table = TABLE.matcher(Files.readString(Path.of("docs/mappings.md")));
    assertThat(table.find()).isTrue();
    return table.group(2);
  }

  private static JsonNode message(String measurand, String unit) throws Exception {
    return JSON.readTree(
        """
        {"connectorId": 1, "meterValue": [{"timestamp": "2026-03-01T10:00:00Z", "sampledValue": [
          {"value": "73.6", "measurand": "%s", "unit": "%s"}]}]}
        """
            .formatted(measurand, unit));
  }

  @Test
  void aMeasurandAndAUnitOfTheVendorAreRead() throws Exception {
    LoadResult loaded = load(page());
    assertThat(loaded.findings()).isEmpty();
    MappingTable table = loaded.tables().find("ocpp-1.6/MeterValues-acme").orElseThrow();
    assertThat(
            table
                .apply(MappingDirection.UP, message("Acme.Power", "HW"))
                .result()
                .at("/power/0/w")
                .decimalValue())
        .isEqualByComparingTo("7360");
    assertThat(
            table
                .apply(MappingDirection.UP, message("Power.Active.Import", "W"))
                .result()
                .has("power"))
        .isFalse();
  }

  @Test
  void withoutTheDeclarationTheVendorsMeasurandIsAFinding() throws Exception {
    LoadResult loaded = load(page().replaceAll("(?s)vendorValues:.*?(?=rows:)", ""));
    assertThat(loaded.findings())
        .anySatisfy(
            finding -> assertThat(finding.what()).contains("'measurand' is never 'Acme.Power'"));
  }
}

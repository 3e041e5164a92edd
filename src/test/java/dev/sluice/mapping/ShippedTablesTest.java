package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.gateway.ProtocolModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedTablesTest {
  static final Path FOLDER = Path.of("mappings");
  static final OcppSchemas SCHEMAS = OcppSchemas.official();
  static final Map<String, MessageModel> PROTOCOLS = ProtocolModels.all(SCHEMAS);
  static final LoadResult LOADED = TableLoader.load(FOLDER, PROTOCOLS);

  @Test
  void theShippedTablesHaveNoFindings() {
    assertThat(LOADED.findings()).isEmpty();
  }

  @Test
  void everyTableFileOfTheFolderIsLoaded() throws Exception {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      List<String> ids =
          files
              .filter(path -> path.getNameCount() == 3 && path.toString().endsWith(".yaml"))
              .filter(path -> !List.of("enums", "model").contains(path.getName(1).toString()))
              .map(path -> path.getName(1) + "/" + path.getName(2).toString().replace(".yaml", ""))
              .toList();
      assertThat(ids).hasSizeGreaterThan(30);
      assertThat(LOADED.tables().ids()).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void everyMessageOfTheServiceHasATableInEveryVersion() {
    for (String folder : List.of("ocpp-1.6/", "ocpp-2.0.1/", "ocpp-2.1/")) {
      for (String name :
          List.of(
              "SetChargingProfile",
              "ClearChargingProfile",
              "SetChargingProfileResponse",
              "ClearChargingProfileResponse",
              "BootNotification",
              "StatusNotification",
              "MeterValues",
              "TriggerMessage")) {
        assertThat(LOADED.tables().find(folder + name)).as(folder + name).isPresent();
      }
    }
  }
}

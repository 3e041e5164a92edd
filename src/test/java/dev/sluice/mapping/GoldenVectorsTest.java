package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.wire.Subprotocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each table against messages and results computed by hand, src/test/resources/mapping/golden. */
class GoldenVectorsTest {
  private static final Path VECTORS = Path.of("src/test/resources/mapping/golden");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static final Comparator<JsonNode> BY_VALUE =
      (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
          return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
      };

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files =
        Files.list(VECTORS.resolve(folder.equals("ocpp-1.6") ? folder : "ocpp-2.x"))) {
      return files.sorted().toList();
    }
  }

  private static String id(String folder, Path file) {
    return folder + "/" + file.getFileName().toString().replace(".json", "");
  }

  @TestFactory
  Stream<DynamicTest> everyVectorGivesItsResult() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Subprotocol subprotocol : Subprotocol.values()) {
      for (Path file : files(subprotocol.folder())) {
        String id = id(subprotocol.folder(), file);
        for (JsonNode vector : JSON.readTree(file.toFile())) {
          String name = id + ": " + vector.path("name").asText();
          tests.add(dynamicTest(name, () -> check(subprotocol, id, vector)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(Subprotocol subprotocol, String id, JsonNode vector) {
    MappingTable table = ShippedTablesTest.LOADED.tables().find(id).orElseThrow();
    String direction = vector.path("direction").asText();
    MappingDirection way = MappingDirection.valueOf(direction.toUpperCase(Locale.ROOT));
    JsonNode input = vector.path("in");
    if (vector.has("error")) {
      assertThatThrownBy(() -> table.apply(way, input))
          .isInstanceOf(MappingException.class)
          .hasMessageContaining(vector.path("error").asText())
          .hasMessageMatching("mappings/" + id.replace(".", "\\.") + "\\.yaml:\\d+: .*");
      return;
    }
    JsonNode before = input.deepCopy();
    MappingOutcome outcome = table.apply(way, input);
    assertThat(outcome.result().equals(BY_VALUE, vector.path("out")))
        .as("expected %s but was %s", vector.path("out"), outcome.result())
        .isTrue();
    assertThat(input).as("the message is only read").isEqualTo(before);
    List<String> expected = new ArrayList<>();
    vector.path("degradations").forEach(text -> expected.add(text.asText()));
    assertThat(outcome.degradations())
        .extracting(degradation -> degradation.element() + " " + degradation.rule())
        .containsExactlyElementsOf(expected);
    if (way == MappingDirection.DOWN) {
      String action = id.substring(id.indexOf('/') + 1);
      assertThat(ShippedTablesTest.SCHEMAS.violations(subprotocol, action, true, outcome.result()))
          .as("violations of the official schema")
          .isEmpty();
    }
  }

  @Test
  void everyTableHasAtLeastThreeVectors() throws Exception {
    List<String> enough = new ArrayList<>();
    for (Subprotocol subprotocol : Subprotocol.values()) {
      for (Path file : files(subprotocol.folder())) {
        if (JSON.readTree(file.toFile()).size() >= 3) {
          enough.add(id(subprotocol.folder(), file));
        }
      }
    }
    assertThat(enough).containsExactlyInAnyOrderElementsOf(ShippedTablesTest.LOADED.tables().ids());
  }
}

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
import java.util.Objects;
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
    List<Path> all = new ArrayList<>();
    for (String name :
        folder.startsWith("ocpp-2") ? List.of("ocpp-2.x", folder) : List.of(folder)) {
      if (Files.isDirectory(VECTORS.resolve(name))) {
        try (Stream<Path> files = Files.list(VECTORS.resolve(name))) {
          files.sorted().forEach(all::add);
        }
      }
    }
    return all;
  }

  private static List<String> folders() {
    return List.copyOf(ShippedTablesTest.PROTOCOLS.keySet());
  }

  private static String id(String folder, Path file) {
    return folder + "/" + file.getFileName().toString().replace(".json", "");
  }

  @TestFactory
  Stream<DynamicTest> everyVectorGivesItsResult() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String folder : folders()) {
      for (Path file : files(folder)) {
        String id = id(folder, file);
        for (JsonNode vector : JSON.readTree(file.toFile())) {
          String name = id + ": " + vector.path("name").asText();
          tests.add(dynamicTest(name, () -> check(folder, id, vector)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(String folder, String id, JsonNode vector) {
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
      checkMessage(folder, id.substring(id.indexOf('/') + 1), outcome.result());
    }
  }

  private static void checkMessage(String folder, String message, JsonNode result) {
    for (Subprotocol subprotocol : Subprotocol.values()) {
      if (subprotocol.folder().equals(folder)) {
        assertThat(ShippedTablesTest.SCHEMAS.violations(subprotocol, message, true, result))
            .as("violations of the official schema")
            .isEmpty();
        return;
      }
    }
    MessageModel model = Objects.requireNonNull(ShippedTablesTest.PROTOCOLS.get(folder), folder);
    assertThat(missing(model, message, "", result)).as("elements that must be there").isEmpty();
  }

  private static List<String> missing(
      MessageModel model, String message, String prefix, JsonNode object) {
    List<String> missing = new ArrayList<>();
    for (String path : model.paths(message)) {
      String name = path.substring(Math.min(prefix.length(), path.length()));
      if (!path.startsWith(prefix) || name.contains(".") || name.contains("[")) {
        continue;
      }
      if (object.path(name).isObject()) {
        missing.addAll(missing(model, message, path + ".", object.path(name)));
      } else if (!object.has(name) && model.element(message, path).orElseThrow().required()) {
        missing.add(path);
      }
    }
    return missing;
  }

  @Test
  void everyTableHasAtLeastThreeVectors() throws Exception {
    List<String> enough = new ArrayList<>();
    for (String folder : folders()) {
      for (Path file : files(folder)) {
        if (JSON.readTree(file.toFile()).size() >= 3) {
          enough.add(id(folder, file));
        }
      }
    }
    assertThat(enough).containsExactlyInAnyOrderElementsOf(ShippedTablesTest.LOADED.tables().ids());
  }
}

package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for the golden vectors of all protocols together. */
class VectorResultsTest {
  private static final Path VECTORS = Path.of("src/test/resources/mapping/golden");
  private static final Path TRAPS = Path.of("src/test/resources/mapping/traps.csv");
  private static final Pattern TRAP = Pattern.compile("\\btraps? ((?:\\d+(?:, | and )?)+)");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.walk(VECTORS, 2)) {
      return files.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The protocols that the file's vectors are about. */
  private static List<String> protocols(Path file) {
    String folder = String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
    return folder.equals("ocpp-2.x") ? List.of("ocpp-2.0.1", "ocpp-2.1") : List.of(folder);
  }

  @TestFactory
  Stream<DynamicTest> whatAVectorExpectsIsAMessageOfItsModel() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      for (String protocol : protocols(file)) {
        String id = protocol + "/" + file.getFileName().toString().replace(".json", "");
        for (JsonNode vector : JSON.readTree(file.toFile())) {
          if (vector.has("out")) {
            String name = id + ": " + vector.path("name").asText();
            tests.add(dynamicTest(name, () -> valid(id, vector)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }

  private static void valid(String id, JsonNode vector) {
    TableSpec table = SpecReader.read(id);
    String direction = vector.path("direction").asText().toUpperCase(Locale.ROOT);
    boolean forward = MappingDirection.valueOf(direction) == table.forward();
    Side target = forward ? table.to() : table.from();
    assertThat(ModelViolations.of(target, vector.path("out"))).isEmpty();
  }

  private record Trap(int number, String title, String reason) {}

  private static List<Trap> traps() throws Exception {
    return Files.readAllLines(TRAPS).stream()
        .skip(1)
        .map(line -> line.split(",", 3))
        .map(cells -> new Trap(Integer.parseInt(cells[0]), cells[1], cells[2].strip()))
        .toList();
  }

  private static Set<Integer> named() throws Exception {
    Set<Integer> named = new TreeSet<>();
    for (Path file : files()) {
      for (JsonNode vector : JSON.readTree(file.toFile())) {
        Matcher matcher = TRAP.matcher(vector.path("name").asText());
        while (matcher.find()) {
          Arrays.stream(matcher.group(1).split(", | and ", -1))
              .filter(number -> !number.isEmpty())
              .forEach(number -> named.add(Integer.valueOf(number)));
        }
      }
    }
    return named;
  }

  @Test
  void everyTrapOfSignsAndUnitsIsMetByAVectorThatNamesIt() throws Exception {
    Set<Integer> named = named();
    assertThat(traps()).extracting(Trap::number).hasSize(17).doesNotHaveDuplicates();
    assertThat(traps())
        .filteredOn(trap -> trap.reason().isEmpty())
        .as("traps without a vector")
        .allMatch(trap -> named.contains(trap.number()));
    assertThat(traps())
        .filteredOn(trap -> !trap.reason().isEmpty())
        .as("traps that no table should meet, and a vector does")
        .noneMatch(trap -> named.contains(trap.number()));
  }

  @Test
  void aVectorNamesOnlyTrapsThatThereAre() throws Exception {
    assertThat(named()).isSubsetOf(traps().stream().map(Trap::number).toList());
  }
}

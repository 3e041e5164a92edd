package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tables with one mistake each; the last line of each says what the check must find, and where. */
class BrokenTablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/mapping/broken");
  private static final Pattern EXPECTED = Pattern.compile("# expect (\\d+):(\\d+) (\\w+) (.*)");

  private static final LoadResult LOADED = TableLoader.load(FOLDER, ShippedTablesTest.PROTOCOLS);

  private static final Path MODELS = Path.of("src/test/resources/mapping/broken-models");

  /** Files whose last line says what is wrong with them. */
  private static List<Path> broken(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.readString(path).contains("# expect ")) {
          found.add(path);
        }
      }
      return found;
    }
  }

  @TestFactory
  Stream<DynamicTest> theMistakeIsFoundWhereItIs() throws Exception {
    List<Path> broken = broken(FOLDER);
    assertThat(broken).hasSizeGreaterThan(80);
    return broken.stream()
        .map(path -> dynamicTest(FOLDER.relativize(path).toString(), () -> check(path)));
  }

  private static void check(Path path) throws Exception {
    check(path, "broken/" + FOLDER.relativize(path).toString().replace('\\', '/'), LOADED);
  }

  @TestFactory
  Stream<DynamicTest> aMistakeInTheModelIsFoundWhereItIs() throws Exception {
    List<Path> broken = broken(MODELS);
    assertThat(broken).hasSizeGreaterThan(10);
    return broken.stream()
        .map(
            path ->
                dynamicTest(
                    MODELS.relativize(path).toString(),
                    () ->
                        check(
                            path,
                            Objects.requireNonNull(path.getParent()).getFileName() + "/model.yaml",
                            TableLoader.load(
                                Objects.requireNonNull(path.getParent()),
                                ShippedTablesTest.PROTOCOLS))));
  }

  private static void check(Path path, String file, LoadResult loaded) throws Exception {
    List<String> lines = Files.readAllLines(path);
    Matcher expected = EXPECTED.matcher(lines.get(lines.size() - 1));
    assertThat(expected.matches()).as(lines.get(lines.size() - 1)).isTrue();
    List<Finding> found =
        loaded.findings().stream().filter(f -> f.at().file().equals(file)).toList();
    assertThat(found).as("one mistake, one finding: %s", found).hasSize(1);
    Finding finding = found.get(0);
    assertThat(finding.kind().name()).isEqualTo(expected.group(3));
    assertThat(finding.at())
        .isEqualTo(
            new Position(
                file, Integer.parseInt(expected.group(1)), Integer.parseInt(expected.group(2))));
    assertThat(finding.what() + (finding.suggestion().isEmpty() ? "" : "; " + finding.suggestion()))
        .startsWith(expected.group(4));
    assertThat(finding.toString()).startsWith(finding.at() + ": ");
  }

  @Test
  void allMistakesOfAFileAreFoundAtOnce(@TempDir Path folder) throws Exception {
    Path inner = Files.createDirectories(folder.resolve("ocpp-1.6"));
    Files.copy(FOLDER.resolve("model.yaml"), folder.resolve("model.yaml"));
    Files.writeString(
        inner.resolve("Many.yaml"),
        """
        from: model/Command
        to: ocpp-1.6/ClearChargingProfileRequest
        directon: down
        rows:
          - {from: profilId, to: idd}
          - {from: limitW, to: connectorId, unit: w}
          - {from: fsrId, to: stackLevel}
        """);
    LoadResult loaded = TableLoader.load(folder, ShippedTablesTest.PROTOCOLS);
    assertThat(loaded.findings())
        .extracting(finding -> finding.at().line() + " " + finding.kind())
        .containsExactly(
            "3 UNKNOWN_KEY",
            "5 UNKNOWN_ELEMENT",
            "5 UNKNOWN_ELEMENT",
            "6 BAD_VALUE",
            "7 WRONG_TYPE");
  }

  @Test
  void aBrokenTableIsLeftOutAndTheOthersWork() {
    assertThat(LOADED.tables().ids()).containsExactly("ocpp-1.6/sound");
  }

  @Test
  void aFolderThatIsNotThereIsAFinding() {
    LoadResult nothing = TableLoader.load(FOLDER.resolve("nowhere"), ShippedTablesTest.PROTOCOLS);
    assertThat(nothing.findings())
        .extracting(Finding::what)
        .containsExactly("there is no such folder");
  }
}

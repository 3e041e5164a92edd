package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tables with one mistake each; the last line of each says what the check must find, and where. */
class BrokenTablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/mapping/broken");
  private static final Pattern EXPECTED = Pattern.compile("# expect (\\d+):(\\d+) (\\w+) (.*)");

  private static final LoadResult LOADED = TableLoader.load(FOLDER, ShippedTablesTest.PROTOCOLS);

  private static List<Path> broken() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ocpp-1.6"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(path -> !path.endsWith("sound.yaml"))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> theMistakeIsFoundWhereItIs() throws Exception {
    assertThat(broken()).hasSizeGreaterThan(20);
    return broken().stream()
        .map(path -> dynamicTest(path.getFileName().toString(), () -> check(path)));
  }

  private static void check(Path path) throws Exception {
    String file = "broken/ocpp-1.6/" + path.getFileName();
    List<String> lines = Files.readAllLines(path);
    Matcher expected = EXPECTED.matcher(lines.get(lines.size() - 1));
    assertThat(expected.matches()).isTrue();
    List<Finding> found =
        LOADED.findings().stream().filter(f -> f.at().file().equals(file)).toList();
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

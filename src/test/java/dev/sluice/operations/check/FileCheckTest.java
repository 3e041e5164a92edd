package dev.sluice.operations.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.MessageModel;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.gateway.ProtocolModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of cases has broken files and, in expected.txt, all that is to be said of them. */
class FileCheckTest {
  private static final Path CASES = Path.of("src/test/resources/dev/sluice/operations/check");
  private static final Map<String, String> PROPERTIES =
      Map.of("sluice.fcsbe.http.listen", "127.0.0.1:8443");
  private static final Map<String, MessageModel> MODELS =
      ProtocolModels.all(OcppSchemas.official());

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static SetOfFiles withShippedTables(Path folder) throws IOException {
    TreeMap<String, String> tables = new TreeMap<>(FileTexts.read(Path.of("mappings")).texts());
    if (Files.isDirectory(folder.resolve("mappings"))) {
      tables.putAll(FileTexts.read(folder.resolve("mappings")).texts());
    }
    return new SetOfFiles(FileTexts.read(folder.resolve("routes")), new FileTexts(tables));
  }

  private static Checked check(SetOfFiles files) throws IOException {
    return FileCheck.running(MODELS, MappingFunctions.standard(), PROPERTIES::get).check(files);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everything_that_is_wrong_is_said_with_its_place(Path folder) throws IOException {
    assertThat(check(withShippedTables(folder)).findings().stream().map(Finding::toString))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("expected.txt")));
  }

  @Test
  void the_shipped_files_have_no_findings() throws IOException {
    SetOfFiles shipped =
        new SetOfFiles(FileTexts.read(Path.of("routes")), FileTexts.read(Path.of("mappings")));
    assertThat(check(shipped).findings()).isEmpty();
  }

  @Test
  void a_check_listens_nowhere() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String route =
          """
          - route:
              id: listens
              from:
                uri: netty-http:http://127.0.0.1:%d/x
                parameters:
                  muteException: true
                steps:
                  - log: hello
          """
              .formatted(taken.getLocalPort());
      SetOfFiles files =
          new SetOfFiles(
              new FileTexts(new TreeMap<>(Map.of("a.yaml", route))),
              FileTexts.read(Path.of("mappings")));
      assertThat(check(files).findings()).isEmpty();
    }
  }

  @Test
  void offline_a_property_that_is_not_set_here_is_no_finding() throws IOException {
    SetOfFiles files = withShippedTables(CASES.resolve("unset-property"));
    assertThat(
            FileCheck.offline(MODELS, MappingFunctions.standard(), PROPERTIES::get)
                .check(files)
                .findings())
        .isEmpty();
  }

  @Test
  void what_another_file_lacks_makes_no_file_unusable() throws IOException {
    assertThat(check(withShippedTables(CASES.resolve("missing-table"))).unusable()).isEmpty();
    assertThat(check(withShippedTables(CASES.resolve("unknown-bean"))).unusable())
        .containsExactly("case.yaml");
  }
}

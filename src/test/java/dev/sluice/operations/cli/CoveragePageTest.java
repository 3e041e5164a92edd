package dev.sluice.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code -Dsluice.docs.write=true} writes what this test otherwise compares. */
class CoveragePageTest {
  private static final Path PAGE = Path.of("docs/reference/mappings.md");
  private static final String HEAD =
      """
      # Elements and their tables

      Written by `CoveragePageTest` with `sluice mappings coverage --page`; do not edit.

      What the tables that come with the gateway do with each element of the information model, for each protocol. *full*: a row
      carries it. *degraded*: only rows with a quality marker carry it, or some of its parts are missing. *refused*: one could
      expect it, and the protocol cannot. *not applicable*: it has no meaning on this leg. How to read tables and declarations is in
      [mappings.md](../mappings.md). What each table writes is in units of the model: W, positive = charging.

      """;

  private static String page(String folder) {
    StringWriter out = new StringWriter();
    new CommandLine(new RootCommand())
        .setOut(new PrintWriter(out))
        .execute("mappings", "coverage", folder, "--page");
    return out.toString();
  }

  @Test
  void thePageOfAllElementsIsCurrent() throws Exception {
    String text = HEAD + page("mappings");
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as("%s is out of date: run this test with -Dsluice.docs.write=true", PAGE)
        .isEqualTo(text);
  }

  @Test
  void thePageTellsRowsReasonsUnitsAndStatesOfAnElement() {
    String text = page("src/test/resources/mapping/coverage");
    assertThat(text)
        .contains("| full | 1 | 1 | 1 |\n")
        .contains("| [IM-041](#im-041) | Upper start | refused | degraded | **blank** |\n")
        .contains("| IM-025 | Limit: Upper limit. | `Command.limitW` | W |  | no |  |\n")
        .contains("- ocpp-1.6: refused: no field for it (part 3)\n")
        .contains("  - IM-041b refused: no lower start\n")
        .contains("  - ClearChargingProfile down: `profileId -> id`\n")
        .contains("`maxScheduleTuples -> limitW`, estimated, no field of its own\n")
        .contains("  - IM-041b **blank**\n");
  }
}

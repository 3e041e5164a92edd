package dev.sluice.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init")
class MappingsCommandTest {
  private static final String BROKEN = "src/test/resources/mapping/broken";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new RootCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments);
  }

  private String message(String json) throws Exception {
    return Files.writeString(folder.resolve("message.json"), json).toString();
  }

  @Test
  void checkSaysThatTheShippedTablesAreSound() {
    assertThat(run("mappings", "check", "mappings")).isZero();
    assertThat(out.toString()).endsWith("tables in force, nothing is wrong.\n");
  }

  @Test
  void checkNamesFileLineAndColumnOfEveryMistake() {
    assertThat(run("mappings", "check", BROKEN)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "broken/ocpp-1.6/unknown-source.yaml:4:12: row profilId -> id:"
                + " model/Command has no element 'profilId'; did you mean 'profileId'?\n");
  }

  @Test
  void tryShowsEachRowTheResultAndWhatWasLost() throws Exception {
    String file =
        message(
            """
            {"connectorId": 1, "meterValue": [{"timestamp": "2026-03-01T10:00:00Z", "sampledValue": [
              {"value": "7.3605", "unit": "kW", "measurand": "Power.Active.Import"},
              {"value": "much", "unit": "W", "measurand": "Power.Active.Import"}]}]}
            """);
    assertThat(run("mappings", "try", "ocpp-1.6/MeterValues", file, "--mappings", "mappings"))
        .isZero();
    assertThat(out.toString())
        .contains("\"connectorId\" : 1")
        .contains("connectorId -> evseId: 1, writes 1\n")
        .contains("value -> power[*].w: does not apply\n")
        .contains("value -> power[*].w: \"7.3605\", writes 7360.5\n")
        .contains("value -> power[*].w: \"much\", rejects\n")
        .contains("\"w\" : 7360.5")
        .contains("power[*].w: drop-item, was 'much': 'much' is not a number\n");
  }

  @Test
  void tryEndsWithOneWhenTheTableRejectsTheMessage() throws Exception {
    String file = message("{\"status\": \"Perhaps\"}");
    int code = run("mappings", "try", "ocpp-1.6/SetChargingProfileResponse", file);
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("not mapped: mappings/ocpp-1.6/SetChargingProfileResponse");
  }

  @Test
  void tryNeedsADirectionWhenThereAreTwo() throws Exception {
    String file = message("{\"profileId\": 5}");
    assertThat(run("mappings", "try", "ocpp-1.6/ClearChargingProfile", file)).isEqualTo(2);
    assertThat(out.toString()).contains("works both ways; add --direction up or --direction down");
    int code = run("mappings", "try", "ocpp-1.6/ClearChargingProfile", file, "--direction=down");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("\"id\" : 5").contains("carried over as it was");
  }

  @Test
  void tryPrintsTheFindingsOfATableThatIsNotInForce() throws Exception {
    String file = message("{}");
    int code = run("mappings", "try", "ocpp-1.6/unit-wrong", file, "--mappings", BROKEN);
    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("broken/ocpp-1.6/unit-wrong.yaml:4:34: row limitW -> id: limitW is in W, not kW");
  }

  @Test
  void aWrongTableFileOrJsonIsAnsweredWithWhatIsWrong() throws Exception {
    assertThat(run("mappings", "try", "ocpp-1.6/MeterValue", message("{}"))).isEqualTo(2);
    assertThat(out.toString()).contains("did you mean ocpp-1.6/MeterValues");
    assertThat(run("mappings", "try", "ocpp-1.6/MeterValues", message("{\n\"a\": }"))).isEqualTo(2);
    assertThat(out.toString()).contains("message.json:2:6: this is not JSON");
    assertThat(run("mappings", "try", "ocpp-1.6/MeterValues", message("[]"))).isEqualTo(2);
    assertThat(out.toString()).contains("is no JSON object");
    assertThat(run("mappings")).isEqualTo(2);
  }

  @Test
  void tryNamesTheValueTableThatKeepsATableOutOfForce() throws Exception {
    Path copy = copy();
    Files.writeString(
        copy.resolve("ocpp-1.6/enums/connector-charging.yaml"),
        "total: false\nrows: [{protocol: ChargingReduced, model: true}]\n");
    String file =
        message("{\"connectorId\": 1, \"status\": \"Charging\", \"errorCode\": \"NoError\"}");
    assertThat(run("mappings", "try", "ocpp-1.6/StatusNotification", file, "--mappings", copy + ""))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("connector-charging.yaml:2:8: ")
        .contains("status is never 'ChargingReduced'; did you mean 'Charging'?\n")
        .endsWith("A value table of the table has findings, and so the table is not in force.\n");
  }

  /** The shipped folder where a test may write. */
  private Path copy() throws Exception {
    Path copy = folder.resolve("mappings");
    try (Stream<Path> files = Files.walk(Path.of("mappings"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(file.toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
    return copy;
  }

  /** The example of the page, taken from the page: the table, the message, the result. */
  @Test
  void theWorkedExampleOfThePageWorksAsThePageSays() throws Exception {
    String page = Files.readString(Path.of("docs/mappings.md"));
    page = page.substring(page.indexOf("## Worked example"));
    Path copy = copy();
    String table = block(page, "```yaml\n# mappings/ocpp-2.0.1/MeterValues-acme.yaml\n");
    Files.writeString(copy.resolve("ocpp-2.0.1/MeterValues-acme.yaml"), table);
    String file = message(block(page, "```json\n"));
    run("mappings", "check", copy.toString());
    assertThat(out.toString()).doesNotContain("acme");
    assertThat(run("mappings", "try", "ocpp-2.0.1/MeterValues-acme", file, "--mappings", copy + ""))
        .isZero();
    assertThat(page).contains("value -> power[*].w: 16, writes 11040\n");
    assertThat(out.toString())
        .contains("value -> power[*].w: 16, writes 11040\n")
        .contains("power[*].w: assumed, was '16', assumed\n");
  }

  private static String block(String page, String begin) {
    int from = page.indexOf(begin) + begin.length();
    assertThat(from).isGreaterThan(begin.length());
    return page.substring(from, page.indexOf("```", from));
  }

  private static final String COVERAGE = "src/test/resources/mapping/coverage";

  @Test
  void coveragePrintsEveryElementOfEveryProtocolAndHowManyThereAreOfEachState() {
    assertThat(run("mappings", "coverage", COVERAGE)).isEqualTo(1);
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("element name ocpp-1.6 ocpp-2.0.1 ocpp-2.1\n")
        .contains("IM-025 Limit refused degraded BLANK\n")
        .contains("IM-031 Handle full full full\n")
        .contains("\n full 1 1 1\n")
        .contains("\n BLANK 0 0 2\n")
        .contains("1 findings; sluice mappings check prints them.\n");
  }

  @Test
  void coverageOfAnElementNamesItsRowsAndReasons() {
    assertThat(run("mappings", "coverage", COVERAGE, "--element", "IM-025")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "  ocpp-1.6: refused, no field for it (coverage/ocpp-1.6/coverage/all.yaml:2:15)\n")
        .contains(
            "    coverage/ocpp-2.0.1/SetChargingProfile.yaml:5:5  maxScheduleTuples -> limitW,"
                + " estimated: no field of its own\n")
        .doesNotContain("IM-031");
  }

  @Test
  void coverageOfAProtocolLeavesTheOthersOut() {
    run("mappings", "coverage", COVERAGE, "--protocol", "ocpp-1.6");
    assertThat(out.toString()).contains("IM-031  Handle\n  ocpp-1.6: full\n").doesNotContain("2.1");
  }

  @Test
  void coverageSaysWhatThereIsInPlaceOfWhatThereIsNot() {
    assertThat(run("mappings", "coverage", COVERAGE, "--protocol", "ocpp-1.5")).isEqualTo(2);
    assertThat(run("mappings", "coverage", COVERAGE, "--element", "IM-9")).isEqualTo(2);
    assertThat(out.toString())
        .contains("there is no protocol 'ocpp-1.5'; there are ocpp-1.6, ocpp-2.0.1, ocpp-2.1")
        .contains("there is no element 'IM-9'; write IM-041, or IM-041a for a part");
  }

  @Test
  void checkPrintsWhatIsWrongWithTheCoverageAndTheTablesStayInForce() {
    assertThat(run("mappings", "check", COVERAGE)).isEqualTo(1);
    assertThat(out.toString())
        .contains("has neither a row nor a declaration for IM-041b")
        .endsWith("3 tables in force, 1 findings.\n");
  }
}

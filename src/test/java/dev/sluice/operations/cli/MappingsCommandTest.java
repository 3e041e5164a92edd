package dev.sluice.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
}

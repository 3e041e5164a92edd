package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Quality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
  private static final LoadResult LOADED =
      TableLoader.load(Path.of("src/test/resources/mapping/coverage"), ShippedTablesTest.PROTOCOLS);
  private static final Coverage COVERAGE = LOADED.coverage();

  private static CoverageState state(String element, String protocol) {
    return COVERAGE.state(element, protocol);
  }

  @Test
  void anElementWithARowIsFull() {
    assertThat(state("IM-031", "ocpp-1.6")).isEqualTo(CoverageState.FULL);
    CoverageCell cell = COVERAGE.cell("IM-031", "ocpp-1.6");
    assertThat(cell.declaration()).isNull();
    assertThat(cell.carriers())
        .extracting(carrier -> carrier.at() + " " + carrier.row() + " " + carrier.directions())
        .containsExactly("coverage/ocpp-1.6/ClearChargingProfile.yaml:4:5 profileId -> id [DOWN]");
  }

  @Test
  void anElementThatOnlyRowsWithAQualityCarryIsDegraded() {
    assertThat(state("IM-025", "ocpp-2.0.1")).isEqualTo(CoverageState.DEGRADED);
    assertThat(COVERAGE.cell("IM-025", "ocpp-2.0.1").carriers())
        .extracting(Carrier::quality, Carrier::note)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Quality.ESTIMATED, "no field of its own"));
  }

  @Test
  void aRowCarriesTheElementsThatItIsAboutToo() {
    assertThat(COVERAGE.cell("IM-041a", "ocpp-2.0.1").state()).isEqualTo(CoverageState.DEGRADED);
    assertThat(COVERAGE.cell("IM-041b", "ocpp-2.0.1").state()).isEqualTo(CoverageState.BLANK);
  }

  @Test
  void aDeclarationOfTheWholeStandsForThePartsWithoutOneOfTheirOwn() {
    assertThat(COVERAGE.cell("IM-041a", "ocpp-1.6").state())
        .isEqualTo(CoverageState.NOT_APPLICABLE);
    assertThat(COVERAGE.cell("IM-041b", "ocpp-1.6").state()).isEqualTo(CoverageState.REFUSED);
    assertThat(state("IM-041", "ocpp-1.6")).isEqualTo(CoverageState.REFUSED);
  }

  @Test
  void anElementWithARowForSomePartsOnlyIsDegraded() {
    assertThat(state("IM-041", "ocpp-2.0.1")).isEqualTo(CoverageState.DEGRADED);
  }

  @Test
  void everyElementOfEveryProtocolHasAState() {
    assertThat(COVERAGE.protocols()).containsExactly("ocpp-1.6", "ocpp-2.0.1", "ocpp-2.1");
    assertThat(COVERAGE.elements()).containsExactly("IM-025", "IM-031", "IM-041");
    assertThat(COVERAGE.blanks("ocpp-2.1")).extracting(ModelElement::id).doesNotContain("IM-031");
    assertThat(state("IM-025", "ocpp-2.1")).isEqualTo(CoverageState.BLANK);
    assertThatThrownBy(() -> COVERAGE.cell("IM-999", "ocpp-2.1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGapIsAFindingAtTheElementOnlyWhereDeclarationsAre() {
    assertThat(COVERAGE.findings())
        .extracting(Finding::toString)
        .containsExactly(
            "coverage/model.yaml:7:10: ocpp-2.0.1 has neither a row nor a declaration for IM-041b;"
                + " add a row to a table, or declare it in ocpp-2.0.1/coverage");
    assertThat(COVERAGE.findings())
        .extracting(Finding::kind)
        .containsOnly(Finding.Kind.UNCOVERED_ELEMENT);
  }

  @Test
  void aGapKeepsNoTableOutOfForce() {
    assertThat(LOADED.findings()).isEmpty();
    assertThat(LOADED.tables().ids())
        .containsExactlyInAnyOrder(
            "ocpp-1.6/ClearChargingProfile",
            "ocpp-2.0.1/SetChargingProfile",
            "ocpp-2.1/ClearChargingProfile");
  }

  @Test
  void aTableWithAFindingDoesNotLookLikeAGap(@TempDir Path folder) throws Exception {
    Files.copy(
        Path.of("src/test/resources/mapping/coverage/model.yaml"), folder.resolve("model.yaml"));
    Path inner = Files.createDirectories(folder.resolve("ocpp-1.6/coverage"));
    Files.writeString(
        inner.resolve("some.yaml"),
        """
        rows:
          - {element: IM-025, state: refused, reason: none}
          - {element: IM-041, state: refused, reason: none}
        """);
    Files.writeString(
        folder.resolve("ocpp-1.6/ClearChargingProfile.yaml"),
        """
        from: model/Command
        to: ocpp-1.6/ClearChargingProfileRequest
        rows:
          - {from: profileId, to: id, rond: up 1}
        """);
    LoadResult loaded = TableLoader.load(folder, ShippedTablesTest.PROTOCOLS);
    assertThat(loaded.tables().ids()).isEmpty();
    assertThat(loaded.findings()).isNotEmpty();
    assertThat(loaded.coverage().findings()).isEmpty();
  }

  @Test
  void theShippedTablesLeaveNoElementBlank() {
    Coverage shipped = ShippedTablesTest.LOADED.coverage();
    List<String> blanks =
        shipped.protocols().stream()
            .flatMap(
                protocol ->
                    shipped.blanks(protocol).stream().map(part -> protocol + " " + part.id()))
            .toList();
    assertThat(blanks).as("%d blanks", blanks.size()).isEmpty();
    assertThat(ShippedTablesTest.LOADED.all()).isEmpty();
  }
}

package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.MessageModel.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalMessagesTest {
  private static final MessageModel MODEL = CanonicalMessages.model();

  @Test
  void everyMessageHasATableOfItsName() {
    List<String> tables =
        ShippedTablesTest.LOADED.tables().ids().stream()
            .filter(id -> id.startsWith(CanonicalMessages.FOLDER + "/"))
            .map(id -> id.substring(id.indexOf('/') + 1))
            .toList();
    assertThat(tables).containsExactlyInAnyOrderElementsOf(MODEL.messages());
  }

  @Test
  void aRequestEndsByItself() {
    assertThat(MODEL.element("EnergyTransferRequest", "validUntil").orElseThrow().required())
        .isTrue();
  }

  @Test
  void aLimitOfWhatIsGivenBackIsNotPositive() {
    MessageModel.Element limit =
        MODEL.element("EnergyTransferRequest", "dischargeLimitW").orElseThrow();
    assertThat(limit.type()).isEqualTo(ElementType.NUMBER);
    assertThat(limit.unit()).isEqualTo("W");
    assertThat(limit.maximum()).isZero();
  }

  @Test
  void settingsThatNeverEndAreNotAskedFor() {
    assertThat(MODEL.element("GridControlRequest", "function").orElseThrow().values())
        .contains("FreqDroop", "VoltVar")
        .doesNotContain("EnterService", "Gradients", "HVMustTrip", "LFMustTrip");
    assertThat(MODEL.paths("GridControlRequest"))
        .noneMatch(path -> path.startsWith("enterService") || path.startsWith("ramp"));
  }
}

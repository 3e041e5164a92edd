package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectModesTest {
  @ParameterizedTest
  @CsvSource({
    "depot-*,depot-17,true",
    "depot-*,depot-,true",
    "depot-*,Depot-17,false",
    "*-17,a-17-17,true",
    "*a*b,xaxbxb,true",
    "*a*b,xaxbxc,false",
    "CP?,CP1,true",
    "CP?,CP,false",
    "CP?,CP12,false",
    "*,anything,true",
    "CP1,CP1,true",
    "CP1,CP12,false"
  })
  void aPatternNamesWholeIds(String pattern, String station, boolean named) {
    assertThat(new InjectModes.StationsMode(pattern, InjectMode.ON).names(station))
        .isEqualTo(named);
  }

  @Test
  void theFirstOverrideThatNamesTheStationCounts() {
    InjectModes modes =
        InjectModes.everywhere(InjectMode.OBSERVE)
            .with("depot-*", InjectMode.ON)
            .with("depot-7", InjectMode.OFF);
    assertThat(modes.of("depot-7")).isEqualTo(InjectMode.OFF);
    assertThat(modes.of("depot-8")).isEqualTo(InjectMode.ON);
    assertThat(modes.of("street")).isEqualTo(InjectMode.OBSERVE);
    assertThat(modes.with("depot-*", InjectMode.OFF).overrides()).hasSize(2);
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertThatThrownBy(() -> InjectModes.everywhere(InjectMode.ON).with("", InjectMode.OFF))
        .hasMessageContaining("* names all stations");
  }
}

package dev.sluice.iso15118;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.mapping.MessageModel;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class Iso15118MessageModelTest {
  private static final Map<String, MessageModel> MODELS = Iso15118MessageModel.all();
  private static final MessageModel ISO2 = named("iso15118-2");
  private static final MessageModel ISO20 = named("iso15118-20");

  private static MessageModel named(String protocol) {
    return Objects.requireNonNull(MODELS.get(protocol), protocol);
  }

  private static Element element(MessageModel model, String message, String path) {
    return model.element(message, path).orElseThrow(() -> new AssertionError(message + "." + path));
  }

  @Test
  void aPhysicalValueHasMultiplierUnitAndValue() {
    String limit = "DC_EVChargeParameter.EVMaximumPowerLimit";
    Element multiplier = element(ISO2, "ChargeParameterDiscoveryReq", limit + ".Multiplier");
    assertThat(multiplier.minimum()).isEqualTo(new BigDecimal(-3));
    assertThat(multiplier.maximum()).isEqualTo(new BigDecimal(3));
    assertThat(element(ISO2, "ChargeParameterDiscoveryReq", limit + ".Unit").values())
        .containsExactlyInAnyOrder("h", "m", "s", "A", "V", "W", "Wh");
    Element value = element(ISO2, "ChargeParameterDiscoveryReq", limit + ".Value");
    assertThat(value.minimum()).isEqualTo(new BigDecimal(-32768));
    assertThat(value.maximum()).isEqualTo(new BigDecimal(32767));
  }

  @Test
  void aRationalNumberHasExponentAndValue() {
    String limit = "BPT_DC_CPDReqEnergyTransferMode.EVMaximumDischargePower";
    Element exponent = element(ISO20, "DC_ChargeParameterDiscoveryReq", limit + ".Exponent");
    assertThat(exponent.type()).isEqualTo(ElementType.INTEGER);
    assertThat(exponent.minimum()).isEqualTo(new BigDecimal(-128));
    assertThat(exponent.maximum()).isEqualTo(new BigDecimal(127));
    assertThat(exponent.required()).isTrue();
  }

  @Test
  void aMemberOfASubstitutionGroupStandsUnderItsOwnNameAndNoneMustBeThere() {
    for (String mode :
        List.of(
            "Scheduled_AC_CLReqControlMode",
            "BPT_Dynamic_AC_CLReqControlMode",
            "DER_Dynamic_AC_CLReqControlMode")) {
      Element member = element(ISO20, "AC_ChargeLoopReq", mode);
      assertThat(member.type()).as(mode).isEqualTo(ElementType.OBJECT);
      assertThat(member.required()).as(mode).isFalse();
    }
    assertThat(
            element(ISO20, "AC_ChargeLoopReq", "Dynamic_AC_CLReqControlMode.EVPresentActivePower")
                .required())
        .isTrue();
  }

  @Test
  void whatOnlyOneOfTwoSetsDemandsNeedNotBeThere() {
    String member = "DER_Dynamic_AC_CLReqControlMode.";
    List<String> demandedByIec =
        MessageElements.of(iec(), iec().root("AC_ChargeLoopReq").orElseThrow()).entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(member) && entry.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    MessageSet sae = MessageSet.named("iso-20-ac-der-sae");
    Map<String, Element> ofSae =
        MessageElements.of(sae, sae.root("AC_ChargeLoopReq").orElseThrow());
    List<String> onlyIec =
        demandedByIec.stream()
            .filter(path -> path.indexOf('.') == path.lastIndexOf('.'))
            .filter(path -> !ofSae.containsKey(path))
            .toList();
    assertThat(onlyIec).isNotEmpty();
    assertThat(onlyIec)
        .allSatisfy(
            path ->
                assertThat(element(ISO20, "AC_ChargeLoopReq", path).required()).as(path).isFalse());
  }

  private static MessageSet iec() {
    return MessageSet.named("iso-20-ac-der-iec");
  }

  @Test
  void whatMayRepeatIsAnArray() {
    String entries = "SAScheduleList.SAScheduleTuple[*].PMaxSchedule.PMaxScheduleEntry";
    assertThat(element(ISO2, "ChargeParameterDiscoveryRes", entries).type())
        .isEqualTo(ElementType.ARRAY);
    Element start =
        element(ISO2, "ChargeParameterDiscoveryRes", entries + "[*].RelativeTimeInterval.start");
    assertThat(start.maximum()).isEqualTo(new BigDecimal(16777214));
    assertThat(
            element(
                ISO20,
                "PowerDeliveryReq",
                "EVPowerProfile.EVPowerProfileEntries.EVPowerProfileEntry[*].Power.Value"))
        .isNotNull();
  }

  @Test
  void theHeaderOfBothProtocolsStandsInTheMessageAndNeedNotBeThere() {
    for (MessageModel model : List.of(ISO2, ISO20)) {
      assertThat(element(model, "SessionSetupReq", "Header").required()).isFalse();
      assertThat(element(model, "SessionSetupReq", "Header.SessionID").required()).isTrue();
    }
    assertThat(ISO2.element("supportedAppProtocolReq", "Header")).isEmpty();
  }

  @Test
  void anAttributeIsAnElementBesideTheChildren() {
    assertThat(
            element(
                    ISO2,
                    "ChargeParameterDiscoveryRes",
                    "SAScheduleList.SAScheduleTuple[*].SalesTariff.Id")
                .type())
        .isEqualTo(ElementType.STRING);
    assertThat(
            element(
                    ISO20,
                    "ServiceDetailRes",
                    "ServiceParameterList.ParameterSet[*].Parameter[*].Name")
                .required())
        .isTrue();
  }

  @Test
  void aMessageThatIsNoneHasNoElements() {
    assertThat(ISO2.hasMessage("DC_ChargeLoopReq")).isFalse();
    assertThat(ISO2.paths("DC_ChargeLoopReq")).isEmpty();
    assertThat(ISO2.hasMessage("V2G_Message")).isFalse();
    assertThat(ISO20.hasMessage("CurrentDemandReq")).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> everyMessageOfEveryProtocolIsLaidOut() {
    List<DynamicTest> tests = new ArrayList<>();
    MODELS.forEach(
        (protocol, model) -> {
          for (String message : model.messages()) {
            tests.add(
                dynamicTest(
                    protocol + "/" + message,
                    () ->
                        assertThat(model.paths(message))
                            .isNotEmpty()
                            .allSatisfy(
                                path -> {
                                  int dot = path.lastIndexOf('.');
                                  if (dot > 0) {
                                    assertThat(model.paths(message))
                                        .contains(path.substring(0, dot));
                                  }
                                })));
          }
        });
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }
}

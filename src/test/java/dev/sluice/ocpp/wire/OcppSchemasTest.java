package dev.sluice.ocpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class OcppSchemasTest {
  private static final OcppSchemas SCHEMAS = OcppSchemas.official();

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper()
        .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(text.replace('\'', '"'));
  }

  private static String profile(String limit) {
    return "{'connectorId':0,'csChargingProfiles':{'chargingProfileId':1,'stackLevel':0,"
        + "'chargingProfilePurpose':'ChargePointMaxProfile','chargingProfileKind':'Absolute',"
        + "'chargingSchedule':{'chargingRateUnit':'A','chargingSchedulePeriod':[{'startPeriod':0,'limit':"
        + limit
        + "}]}}}";
  }

  @Test
  void aLimitOfTenthsIsValidInOcpp16AndOneOfHundredthsIsNot() throws Exception {
    for (String tenths : new String[] {"16.1", "0.3", "31.9", "6"}) {
      assertThat(
              SCHEMAS.violations(
                  Subprotocol.OCPP16, "SetChargingProfile", true, json(profile(tenths))))
          .isEmpty();
    }
    assertThat(
            SCHEMAS.violations(
                Subprotocol.OCPP16, "SetChargingProfile", true, json(profile("16.15"))))
        .isNotEmpty();
  }

  @Test
  void everyActionOfEveryVersionCompilesForRequestAndResponse() throws Exception {
    for (Subprotocol subprotocol : Subprotocol.values()) {
      int actions = 0;
      for (String action : SCHEMAS.actions(subprotocol)) {
        SCHEMAS.violations(subprotocol, action, true, json("{}"));
        SCHEMAS.violations(subprotocol, action, false, json("{}"));
        actions++;
      }
      assertThat(actions).isGreaterThan(35);
    }
  }

  @Test
  void anActionThatTheVersionDoesNotHaveIsAViolation() throws Exception {
    assertThat(SCHEMAS.violations(Subprotocol.OCPP16, "SetDERControl", true, json("{}")))
        .containsExactly("$: ocpp1.6 has no request SetDERControl");
  }

  @Test
  void aMissingElementIsNamed() throws Exception {
    assertThat(SCHEMAS.violations(Subprotocol.OCPP21, "BootNotification", true, json("{}")))
        .anyMatch(line -> line.contains("chargingStation"));
  }
}

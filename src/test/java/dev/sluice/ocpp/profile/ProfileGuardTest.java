package dev.sluice.ocpp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileGuardTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private final ProfileShadow shadow = new ProfileShadow(Subprotocol.OCPP16);

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static JsonNode set(int id, String purpose, int connector, String validTo, String limit)
      throws Exception {
    return json(
        "{'connectorId':"
            + connector
            + ",'csChargingProfiles':{'chargingProfileId':"
            + id
            + ",'stackLevel':0,'chargingProfilePurpose':'"
            + purpose
            + "','chargingProfileKind':'Absolute'"
            + (validTo.isEmpty() ? "" : ",'validTo':'" + validTo + "'")
            + ",'chargingSchedule':{'duration':300,'chargingRateUnit':'A','chargingSchedulePeriod':[{'startPeriod':0,'limit':"
            + limit
            + "}]}}}");
  }

  private Optional<String> refusal(JsonNode payload) {
    return ProfileGuard.refusal(Subprotocol.OCPP16, "SetChargingProfile", payload, shadow, NOW);
  }

  @Test
  void aStationMaximumOfTheOwnBlockThatEndsPasses() throws Exception {
    assertThat(
            refusal(set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16")))
        .isEmpty();
  }

  @Test
  void nothingIsInstalledWhileItIsUnknownWhatTheStationHeldBefore() throws Exception {
    JsonNode own = set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16");
    JsonNode accepted = json("{'status':'Accepted'}");
    for (String narrow :
        new String[] {
          "{'id':7}",
          "{'connectorId':1}",
          "{'stackLevel':0}",
          "{'chargingProfilePurpose':'TxDefaultProfile'}",
          "{'chargingProfilePurpose':'ChargePointMaxProfile','stackLevel':1}"
        }) {
      ProfileShadow before = ProfileShadow.unknown(Subprotocol.OCPP16);
      before.csmsCall("ClearChargingProfile", json(narrow), accepted, NOW);
      assertThat(refusal(own, before))
          .as(narrow)
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains("sluice.stations.baseline=none", "ClearChargingProfile"));
    }
    for (String broad :
        new String[] {
          "{}",
          "{'chargingProfilePurpose':'ChargePointMaxProfile'}",
          "{'connectorId':0,'chargingProfilePurpose':'ChargePointMaxProfile'}"
        }) {
      for (String status : new String[] {"Accepted", "Unknown", "", "Rejected"}) {
        ProfileShadow before = ProfileShadow.unknown(Subprotocol.OCPP16);
        JsonNode answer = json("{'status':'" + status + "'}");
        before.csmsCall("ClearChargingProfile", json(broad), answer, NOW);
        boolean said = status.equals("Accepted") || status.equals("Unknown");
        assertThat(refusal(own, before).isEmpty()).as(broad + " " + status).isEqualTo(said);
        ProfileShadow restored = ProfileShadow.fromJson(Subprotocol.OCPP16, before.toJson());
        assertThat(restored.baselineKnown()).isEqualTo(said);
      }
    }
  }

  private static Optional<String> refusal(JsonNode payload, ProfileShadow shadow) {
    return ProfileGuard.refusal(Subprotocol.OCPP16, "SetChargingProfile", payload, shadow, NOW);
  }

  @Test
  void aClearOfAllStationMaximumsMakesItKnownInTheNewerVersions() throws Exception {
    ProfileShadow before = ProfileShadow.unknown(Subprotocol.OCPP21);
    before.csmsCall(
        "ClearChargingProfile",
        json("{'chargingProfileCriteria':{'chargingProfilePurpose':'ChargingStationMaxProfile'}}"),
        json("{'status':'Unknown'}"),
        NOW);
    assertThat(before.baselineKnown()).isTrue();
  }

  @Test
  void whatLoosensOrNeverEndsOrTouchesOthersIsRefused() throws Exception {
    String end = "2026-11-24T10:05:00Z";
    assertThat(refusal(set(5, "ChargePointMaxProfile", 0, end, "16"))).isPresent();
    assertThat(refusal(set(1_900_000_001, "TxDefaultProfile", 0, end, "16"))).isPresent();
    assertThat(refusal(set(1_900_000_001, "ChargePointMaxProfile", 1, end, "16"))).isPresent();
    assertThat(refusal(set(1_900_000_001, "ChargePointMaxProfile", 0, "", "16"))).isPresent();
    assertThat(
            refusal(set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T09:00:00Z", "16")))
        .isPresent();
    assertThat(
            refusal(set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-26T10:00:00Z", "16")))
        .isPresent();
    assertThat(refusal(set(1_900_000_001, "ChargePointMaxProfile", 0, end, "-1"))).isPresent();
    JsonNode above =
        json(
            set(1_900_000_001, "ChargePointMaxProfile", 0, end, "16")
                .toString()
                .replace("\"stackLevel\":0", "\"stackLevel\":1"));
    assertThat(refusal(above)).hasValueSatisfying(why -> assertThat(why).contains("stack level"));
  }

  private Optional<String> refusal21(String profileMore, String scheduleMore, String periodMore)
      throws Exception {
    JsonNode request =
        json(
            "{'evseId':0,'chargingProfile':{'id':1900000001,'stackLevel':0,"
                + "'chargingProfilePurpose':'ChargingStationMaxProfile',"
                + "'chargingProfileKind':'Absolute','validTo':'2026-11-24T10:05:00Z'"
                + profileMore
                + ",'chargingSchedule':[{'id':1,'startSchedule':'2026-11-24T10:00:00Z',"
                + "'duration':300,'chargingRateUnit':'W'"
                + scheduleMore
                + ",'chargingSchedulePeriod':[{'startPeriod':0,'limit':11000.0"
                + periodMore
                + "}]}]}}");
    return ProfileGuard.refusal(
        Subprotocol.OCPP21,
        "SetChargingProfile",
        request,
        new ProfileShadow(Subprotocol.OCPP21),
        NOW);
  }

  @Test
  void onlyMembersThatLimitAreLetThrough() throws Exception {
    assertThat(refusal21("", "", ",'numberPhases':3")).isEmpty();
    for (String member :
        new String[] {
          "'setpoint':-11000",
          "'setpoint_L2':-4000",
          "'dischargeLimit':-11000",
          "'dischargeLimit_L3':-11000",
          "'v2xFreqWattCurve':[{'frequency':50,'power':-1}]",
          "'operationMode':'CentralFrequency'",
          "'limit_L2':20000",
          "'phaseToUse':2",
          "'customData':{'vendorId':'x'}"
        }) {
      String name = member.substring(1, member.indexOf('\'', 1));
      assertThat(refusal21("", "", "," + member))
          .hasValueSatisfying(why -> assertThat(why).contains(name));
    }
    assertThat(refusal21("", ",'limitBeyondSoC':{'soc':1,'limit':99999}", "")).isPresent();
    assertThat(refusal21("", ",'salesTariff':{}", "")).isPresent();
    assertThat(refusal21(",'transactionId':'t'", "", "")).isPresent();
    assertThat(refusal21(",'maxOfflineDuration':1", "", "")).isPresent();
  }

  @Test
  void onlyMessagesThatChangeNothingAreTriggered() throws Exception {
    for (String message :
        new String[] {"StatusNotification", "MeterValues", "Heartbeat", "TransactionEvent"}) {
      assertThat(trigger(message)).as(message).isEmpty();
    }
    for (String message :
        new String[] {
          "BootNotification",
          "FirmwareStatusNotification",
          "SignChargingStationCertificate",
          "CustomTrigger",
          ""
        }) {
      assertThat(trigger(message)).as(message).isPresent();
    }
  }

  private Optional<String> trigger(String message) throws Exception {
    return ProfileGuard.refusal(
        Subprotocol.OCPP21,
        "TriggerMessage",
        json("{'requestedMessage':'" + message + "'}"),
        shadow,
        NOW);
  }

  @Test
  void theGatewayYieldsWhileTheCsmsHasAStationMaximumOfItsOwn() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    JsonNode own = set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16");
    shadow.ownCall("SetChargingProfile", own, accepted, NOW);
    JsonNode csms = set(7, "ChargePointMaxProfile", 0, "", "10");
    assertThat(shadow.ownToClearBefore("SetChargingProfile", csms)).containsExactly(1_900_000_001);
    shadow.csmsCall("SetChargingProfile", csms, json("{'status':'Rejected'}"), NOW);
    assertThat(refusal(own)).isEmpty();
    shadow.csmsCall("SetChargingProfile", csms, accepted, NOW);
    assertThat(refusal(own)).isPresent();
    ProfileShadow restored = ProfileShadow.fromJson(Subprotocol.OCPP16, shadow.toJson());
    assertThat(restored.csmsHasStationMax(NOW)).isTrue();
    shadow.csmsCall("ClearChargingProfile", json("{'id':7}"), accepted, NOW);
    assertThat(refusal(own)).isEmpty();
  }

  @Test
  void aRefusedOwnLimitTakesNothingWithItButItself() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    JsonNode own = set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16");
    JsonNode renewal = set(1_900_000_002, "ChargePointMaxProfile", 0, "2026-11-24T10:09:00Z", "16");
    shadow.ownProposed(own, NOW);
    assertThat(shadow.ownInstalled()).containsExactly(1_900_000_001);
    shadow.ownSettled(true);
    shadow.ownProposed(renewal, NOW);
    assertThat(shadow.ownInstalled()).containsExactly(1_900_000_002);
    // An answer that came late says what an earlier call of the CSMS's did.
    JsonNode theirs =
        json(
            set(7, "ChargePointMaxProfile", 0, "", "10")
                .toString()
                .replace("\"stackLevel\":0", "\"stackLevel\":2"));
    shadow.csmsCall("SetChargingProfile", theirs, accepted, NOW);
    shadow.ownSettled(false);
    assertThat(shadow.csmsHasStationMax(NOW)).isTrue();
    assertThat(shadow.ownInstalled()).as("the one before it").containsExactly(1_900_000_001);
  }

  @Test
  void anAcceptedOwnLimitIsKnownWhateverWasLearntMeanwhile() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    JsonNode own = set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16");
    shadow.ownProposed(own, NOW);
    shadow.csmsCall(
        "SetChargingProfile", set(7, "ChargePointMaxProfile", 0, "", "10"), accepted, NOW);
    shadow.ownSettled(true);
    assertThat(shadow.csmsHasStationMax(NOW)).isTrue();
    assertThat(shadow.ownInstalled()).containsExactly(1_900_000_001);
  }

  @Test
  void aProfileOfTheCsmsIsTheCsmssWhateverItsId() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    JsonNode profile = set(1_900_000_005, "ChargePointMaxProfile", 0, "", "10");
    shadow.csmsCall("SetChargingProfile", profile, accepted, NOW);
    assertThat(shadow.ownInstalled()).isEmpty();
    assertThat(shadow.csmsHasStationMax(NOW)).isTrue();
    assertThat(ProfileShadow.fromJson(Subprotocol.OCPP16, shadow.toJson()).ownInstalled())
        .isEmpty();
  }

  @Test
  void theShadowSaysWhenACallOfTheCsmsEndedAnOwnProfileAndNotWhenItsTimeWasOver() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    JsonNode own = set(1_900_000_001, "ChargePointMaxProfile", 0, "2026-11-24T10:05:00Z", "16");
    shadow.ownCall("SetChargingProfile", own, accepted, NOW);
    JsonNode all = json("{}");
    assertThat(shadow.csmsCall("ClearChargingProfile", all, accepted, NOW.plusSeconds(301)))
        .isFalse();
    shadow.ownCall("SetChargingProfile", own, accepted, NOW);
    assertThat(shadow.csmsCall("ClearChargingProfile", all, accepted, NOW)).isTrue();
  }

  @Test
  void aShadowOutlivesAFirmwareThatSpeaksAnotherVersion() throws Exception {
    JsonNode accepted = json("{'status':'Accepted'}");
    shadow.csmsCall(
        "SetChargingProfile", set(7, "ChargePointMaxProfile", 0, "", "10"), accepted, NOW);
    ProfileShadow later = ProfileShadow.fromJson(Subprotocol.OCPP201, shadow.toJson());
    assertThat(later.csmsHasStationMax(NOW)).isTrue();
    later.csmsCall(
        "ClearChargingProfile",
        json("{'chargingProfileCriteria':{'chargingProfilePurpose':'ChargingStationMaxProfile'}}"),
        accepted,
        NOW);
    assertThat(later.csmsHasStationMax(NOW)).isFalse();
  }

  @Test
  void reportsAreAskedForOnlyWithARequestIdOfTheOwnBlock() throws Exception {
    for (int id : new int[] {5, 1_900_000_007}) {
      JsonNode request = json("{'requestId':" + id + ",'reportBase':'FullInventory'}");
      assertThat(
              ProfileGuard.refusal(Subprotocol.OCPP201, "GetBaseReport", request, shadow, NOW)
                  .isEmpty())
          .isEqualTo(id != 5);
    }
  }

  @Test
  void onlyOneOwnProfileMayBeClearedAndOnlyByItsIdAlone() throws Exception {
    assertThat(clearing("{'id':1900000001}")).isEmpty();
    assertThat(clearing("{'id':5}")).isPresent();
    assertThat(clearing("{}")).isPresent();
    assertThat(clearing("{'id':1900000001,'connectorId':1}")).isPresent();
  }

  @Test
  void callsThatChangeAnythingElseAreRefused() throws Exception {
    for (String action :
        new String[] {
          "SetVariables", "ChangeConfiguration", "RemoteStartTransaction", "Reset", "SetDERControl"
        }) {
      assertThat(ProfileGuard.refusal(Subprotocol.OCPP16, action, json("{}"), shadow, NOW))
          .isPresent();
    }
  }

  private Optional<String> clearing(String payload) throws Exception {
    return ProfileGuard.refusal(
        Subprotocol.OCPP16, "ClearChargingProfile", json(payload), shadow, NOW);
  }
}

package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.OWN;
import static dev.sluice.ocpp.link.Gateway.frame;
import static dev.sluice.ocpp.link.Gateway.id;
import static dev.sluice.ocpp.link.Gateway.next;
import static dev.sluice.ocpp.link.Gateway.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.link.LinkCounters.Count;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class OwnProfileTest {
  private final WireCsms csms = new WireCsms("ocpp1.6", "ocpp2.0.1", "ocpp2.1");
  private Gateway gateway;
  private WireStation station;
  private WebSocket down;

  @BeforeEach
  void connect() throws Exception {
    gateway = Gateway.before(csms);
    station = gateway.accepted("CP1", "ocpp1.6");
    down = csms.station("/ocpp/CP1");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    csms.stop(200);
  }

  private void answer(String call, String payload) throws Exception {
    station.send("[3,\"" + id(call) + "\"," + payload.replace('\'', '"') + "]");
  }

  private void installed() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    answer(next(station.received), "{'status':'Accepted'}");
    set.get(10, TimeUnit.SECONDS);
  }

  private String shadow() {
    return String.valueOf(gateway.states.shadows.get("CP1"));
  }

  @Test
  void aBroadClearOfTheCsmsThatRemovedTheGatewaysProfileIsReported() throws Exception {
    installed();
    assertThat(shadow()).contains("" + OWN);
    down.send(frame("c1", "ClearChargingProfile", "{'chargingProfilePurpose':'TxProfile'}"));
    answer(next(station.received), "{'status':'Unknown'}");
    next(csms.received);
    assertThat(gateway.gone).isEmpty();
    down.send(frame("c2", "ClearChargingProfile", "{}"));
    answer(next(station.received), "{'status':'Accepted'}");
    next(csms.received);
    assertThat(gateway.gone).containsExactly("CP1");
    assertThat(shadow()).doesNotContain("" + OWN);
  }

  @Test
  void makingRoomForTheCsmsIsReportedAndHappensInLaneOrder() throws Exception {
    down.send(frame("c1", "GetConfiguration", "{}"));
    next(station.received);
    String theirs = frame("c2", "SetChargingProfile", profile(7, 1, 10));
    down.send(theirs);
    await().until(() -> gateway.links.counters().get(Count.LINKS_OPENED) == 1);
    answer("[2,\"c1\"]", "{}");
    assertThat(next(station.received)).isEqualTo(theirs); // nothing of the gateway's to clear
    answer(theirs, "{'status':'Rejected'}");
    installed();
    down.send(theirs);
    String clear = next(station.received);
    assertThat(clear).contains("\"ClearChargingProfile\",{\"id\":" + OWN + "}");
    answer(clear, "{'status':'Accepted'}");
    assertThat(next(station.received)).isEqualTo(theirs);
    assertThat(gateway.gone).containsExactly("CP1");
  }

  @Test
  void anUnansweredMaximumOfTheCsmsCountsAsInstalledAlsoAfterAReconnect() throws Exception {
    down.send(frame("c1", "SetChargingProfile", profile(7, 0, 10)));
    next(station.received);
    station.close();
    await().until(() -> gateway.links.connected() == 0);
    assertThat(gateway.links.counters().get(Count.CSMS_UNANSWERED)).isEqualTo(1);
    station = gateway.accepted("CP1", "ocpp2.0.1"); // with new firmware
    assertThatThrownBy(
            () ->
                gateway.call("CP1", "SetChargingProfile", profile20(OWN)).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the CSMS has a station-maximum profile");
  }

  private static String profile20(int id) {
    return profile(id, 0, 16)
        .replace("connectorId", "evseId")
        .replace("csChargingProfiles", "chargingProfile")
        .replace("chargingProfileId", "id")
        .replace("ChargePointMaxProfile", "ChargingStationMaxProfile")
        .replace("\"chargingSchedule\":{", "\"chargingSchedule\":[{\"id\":1,")
        .replace("}]}}}", "}]}]}}");
  }

  @Test
  void aLimitIsRememberedAsInstalledBeforeTheStationHasAnsweredAndForgottenWhenRefused()
      throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    assertThat(shadow()).contains("" + OWN);
    answer(call, "{'status':'Rejected'}");
    set.get(10, TimeUnit.SECONDS);
    assertThat(shadow()).doesNotContain("" + OWN);
  }

  @Test
  void aSecondConnectionOfTheStationKnowsWhatTheFirstLeftOpen() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    next(station.received);
    WireStation again = gateway.station("CP1", "ocpp1.6");
    assertThatThrownBy(() -> set.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
    assertThat(station.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    csms.station("/ocpp/CP1").send(frame("c1", "SetChargingProfile", profile(7, 0, 10)));
    assertThat(next(again.received)).contains("ClearChargingProfile", "" + OWN);
    again.close();
  }

  @Test
  void whatIsInstalledMayBeClearedInEveryModeAndNothingElse() throws Exception {
    installed();
    gateway.links.injectModes(InjectModes.everywhere(InjectMode.ON).with("CP?", InjectMode.OFF));
    assertThatThrownBy(() -> gateway.limit("CP1", 10).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("OFF for CP1");
    assertThatThrownBy(() -> clear(OWN + 1).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("OFF for CP1");
    CompletableFuture<JsonNode> cleared = clear(OWN);
    answer(next(station.received), "{'status':'Accepted'}");
    cleared.get(10, TimeUnit.SECONDS);
    assertThat(gateway.gone).as("the gateway asked for it").isEmpty();
    assertThat(shadow()).doesNotContain("" + OWN);
    assertThat(gateway.links.injectMode("CP1")).isEqualTo(InjectMode.OFF);
    assertThat(gateway.links.injectMode("OTHER")).isEqualTo(InjectMode.ON);
  }

  private CompletableFuture<JsonNode> clear(int profileId) throws Exception {
    return gateway.call("CP1", "ClearChargingProfile", "{'id':" + profileId + "}");
  }

  @Test
  void aCallThatWaitsWhileTheStationBootsAgainIsNotSent() throws Exception {
    down.send(frame("c1", "GetConfiguration", "{}"));
    next(station.received);
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    station.send(frame("b1", "BootNotification", "{}"));
    next(csms.received);
    answer("[2,\"c1\"]", "{}");
    assertThatThrownBy(() -> set.get(10, TimeUnit.SECONDS)).hasMessageContaining("not accepted");
    down.send(frame("c2", "GetConfiguration", "{}"));
    assertThat(next(station.received)).contains("c2");
  }

  @Test
  void aCsmsThatForgotTheStationEndsInjectingUntilItAnswersAgain() throws Exception {
    station.send(frame("h1", "Heartbeat", "{}"));
    next(csms.received);
    down.send("[4,\"h1\",\"SecurityError\",\"who are you\",{}]");
    next(station.received);
    assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("not accepted");
    assertThat(gateway.states.boots).containsEntry("CP1", BootState.UNKNOWN);
    station.send(frame("h2", "Heartbeat", "{}"));
    next(csms.received);
    down.send("[3,\"h2\",{\"currentTime\":\"2026-01-01T00:00:00Z\"}]");
    next(station.received);
    installed();
  }

  @Test
  void anErrorWithoutAnIdEndsTheOpenCallAndSaysNothingOfWhatTheStationDid() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    station.send("[4,\"-1\",\"RpcFrameworkError\",\"\",{}]");
    assertThatThrownBy(() -> set.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("CALLERROR -1")
        .cause()
        .isInstanceOfSatisfying(
            CallFailure.class,
            why -> assertThat(why.reason()).isEqualTo(CallFailure.Reason.TIMEOUT));
    assertThat(shadow()).as("may be installed").contains("" + OWN);
    answer(call, "{'status':'Accepted'}");
    answer(call, "{'status':'Accepted'}");
    down.send(frame("c1", "GetConfiguration", "{}"));
    down.send(frame("c2", "GetConfiguration", "{}"));
    next(station.received);
    station.send("[4,\"-1\",\"RpcFrameworkError\",\"\",{}]");
    assertThat(next(csms.received)).startsWith("[4,\"-1\"");
    assertThat(next(station.received)).contains("c2");
    answer("[2,\"c2\"]", "{}");
    assertThat(next(csms.received)).isEqualTo("[3,\"c2\",{}]");
  }

  @Test
  void aMaximumOfTheCsmsThatWasOpenAtAnErrorWithoutAnIdCountsAsInstalled() throws Exception {
    down.send(frame("c1", "SetChargingProfile", profile(7, 0, 10)));
    next(station.received);
    station.send("[4,\"-1\",\"RpcFrameworkError\",\"\",{}]");
    assertThat(next(csms.received)).startsWith("[4,\"-1\"");
    assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the CSMS has a station-maximum profile");
  }

  @Test
  void anAnswerThatCannotBeReadSaysNothingOfWhatTheStationDid() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    answer(next(station.received), "{'status':");
    assertThatThrownBy(() -> set.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            CallFailure.class,
            why -> assertThat(why.reason()).isEqualTo(CallFailure.Reason.UNREADABLE));
    assertThat(shadow()).contains("" + OWN);
    assertThat(gateway.links.counters().get(Count.EXPOSURE)).isEqualTo(1);
  }

  @Test
  void aSecondAnswerToACallOfTheGatewaysDoesNotReachTheCsms() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    answer(call, "{'status':'Accepted'}");
    set.get(10, TimeUnit.SECONDS);
    answer(call, "{'status':'Accepted'}");
    station.send("[4,\"" + id(call) + "\",\"InternalError\",\"\",{}]");
    station.send(frame("h1", "Heartbeat", "{}"));
    assertThat(next(csms.received)).contains("h1");
    assertThat(gateway.links.counters().get(Count.LATE_ANSWERS)).isEqualTo(2);
  }

  @Test
  void aReportOnARequestOfTheGatewaysIsAnsweredHereAndOthersAreRelayed() throws Exception {
    station.send(frame("r1", "NotifyReport", "{'requestId':5}"));
    assertThat(next(csms.received)).contains("r1");
    station.send(frame("r2", "NotifyReport", "{'requestId':1900000007}"));
    assertThat(next(station.received)).isEqualTo("[3,\"r2\",{}]");
    station.send(frame("h1", "Heartbeat", "{}"));
    assertThat(next(csms.received)).contains("h1");
    assertThat(gateway.links.counters().get(Count.OWN_REPORTS)).isEqualTo(1);
  }

  @Test
  void complaintsAboutResultsAndSendsPassTheLaneBy() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    for (String frame :
        new String[] {
          "[5,\"x\",\"FormatViolation\",\"\",{}]", "[6,\"s\",\"NotifyPeriodicEventStream\",{}]"
        }) {
      station.send(frame);
      assertThat(next(csms.received)).isEqualTo(frame);
      down.send(frame);
      assertThat(next(station.received)).isEqualTo(frame);
    }
    answer(call, "{'status':'Accepted'}");
    set.get(10, TimeUnit.SECONDS);
  }
}

package dev.sluice.ocpp.link;

import static dev.sluice.ocpp.link.Gateway.OWN;
import static dev.sluice.ocpp.link.Gateway.frame;
import static dev.sluice.ocpp.link.Gateway.id;
import static dev.sluice.ocpp.link.Gateway.next;
import static dev.sluice.ocpp.link.Gateway.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the CSMS and the station say about profiles, when it cannot be read. */
@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class UnreadableProfileTest {
  private final WireCsms csms = new WireCsms("ocpp1.6");
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

  private void limit() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String call = next(station.received);
    station.send("[3,\"" + id(call) + "\",{\"status\":\"Accepted\"}]");
    set.get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unreadable | [3,\"c1\",{\"status\":\"Accepted\"}]      | true",
        "unreadable | [3,\"c1\",{\"status\":\"Rejected\"}]      | false",
        "unreadable | [4,\"c1\",\"FormatViolation\",\"no\",{}]    | false",
        "signed     | [3,\"c1\",{\"payload\":\"e30\"}]          | true",
        "signed     | [4,\"c1\",\"NotImplemented\",\"no\",{}]     | false",
        "nameless   | [3,\"c1\",{\"status\":\"Accepted\"}]      | true",
        "readable   | [3,\"c1\",{\"status\":                    | true",
        "readable   | [3,\"c1\",{}]                             | true",
        "readable   | [3,\"c1\",{\"status\":\"Rejected\"}]      | false",
        "clearing   | [3,\"c1\",{\"status\":                    | false",
      })
  void aProfileThatMayHaveBeenAcceptedStandsInTheWayOfTheGatewaysLimit(
      String what, String answer, boolean blocks) throws Exception {
    down.send(call(what));
    assertThat(next(station.received)).isEqualTo(call(what));
    station.send(answer);
    assertThat(next(csms.received)).isEqualTo(answer);
    if (!blocks) {
      limit();
      return;
    }
    assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the CSMS has a station-maximum profile");
    down.send(frame("c2", "ClearChargingProfile", "{}"));
    next(station.received);
    station.send("[3,\"c2\",{\"status\":\"Accepted\"}]");
    next(csms.received);
    limit();
  }

  private static String call(String what) {
    return switch (what) {
      case "unreadable" -> "[2,\"c1\",\"SetChargingProfile\",{\"a\":1,\"a\":2}]";
      case "signed" ->
          frame("c1", "SetChargingProfile-Signed", "{'payload':'e30','signatures':[]}");
      case "nameless" ->
          frame("c1", "SetChargingProfile", "{'csChargingProfiles':{'chargingProfileId':'7'}}");
      case "clearing" -> frame("c1", "ClearChargingProfile", "{}");
      default ->
          "[2,\"c1\",\"SetChargingProfile\",{\"connectorId\":0,\"csChargingProfiles\":"
              + "{\"chargingProfileId\":7,\"stackLevel\":0,"
              + "\"chargingProfilePurpose\":\"ChargePointMaxProfile\"}}]";
    };
  }

  @Test
  void theGatewaysLimitIsClearedBeforeAProfileThatCannotBeRead() throws Exception {
    limit();
    down.send(call("signed"));
    assertThat(next(station.received)).contains("ClearChargingProfile", "" + OWN);
  }

  @Test
  void aCallOfTheCsmsWhoseIdIsANumberWaitsForItsTurnLikeAnyOther() throws Exception {
    CompletableFuture<JsonNode> set = gateway.limit("CP1", 16);
    String own = next(station.received);
    String theirs = "[2,17,\"SetChargingProfile\"," + profile(7, 0, 10) + "]";
    down.send(theirs);
    down.send("[2,18,\"GetConfiguration\",{}]");
    station.send("[2,\"h\",\"Heartbeat\",{}]");
    next(csms.received);
    station.send("[3,\"" + id(own) + "\",{\"status\":\"Accepted\"}]");
    set.get(10, TimeUnit.SECONDS);
    String clear = next(station.received);
    assertThat(clear).contains("ClearChargingProfile");
    station.send("[3,\"" + id(clear) + "\",{\"status\":\"Accepted\"}]");
    assertThat(next(station.received)).isEqualTo(theirs);
    station.send("[3,17,{\"status\":\"Accepted\"}]");
    assertThat(next(csms.received)).startsWith("[3,17,");
    assertThat(next(station.received)).contains("18");
    station.send("[3,18,{}]");
    next(csms.received);
    assertThatThrownBy(() -> gateway.limit("CP1", 16).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the CSMS has a station-maximum profile");
  }
}

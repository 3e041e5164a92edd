package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.link.CutOffCall.Effect;
import dev.sluice.ocpp.link.CutOffPolicies.StationsPolicy;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CutOffCallTest {
  private static final CutOffPolicies POLICIES =
      new CutOffPolicies(Map.of(), List.of(), List.of(new StationPattern("*centralsystem*")));
  private static final OcppSchemas SCHEMAS = OcppSchemas.official();

  private static CutOffCall call(Subprotocol subprotocol, String action, String payload) {
    String frame = "[2,\"1\",\"" + action + "\"," + payload + "]";
    return CutOffCall.of(subprotocol, action, frame.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "CentralSystemURL, BACKEND_ADDRESS",
    "acme.centralsystemaddress, BACKEND_ADDRESS",
    "SecurityProfile, SECURITY_PROFILE",
    "securityprofile, SECURITY_PROFILE",
    "AuthorizationKey, PASSWORD"
  })
  void keys_are_known_whatever_their_letter_case(String key, CutOff traffic) {
    assertThat(
            call(
                    Subprotocol.OCPP16,
                    "ChangeConfiguration",
                    "{\"key\":\"" + key + "\",\"value\":\"secret\"}")
                .effects(POLICIES))
        .containsExactly(new Effect(traffic, key));
  }

  @Test
  void every_variable_of_a_call_is_looked_at() {
    String set = "{\"attributeValue\":\"s\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":";
    assertThat(
            call(
                    Subprotocol.OCPP21,
                    "SetVariables",
                    "{\"setVariableData\":["
                        + set
                        + "\"HeartbeatInterval\"}},"
                        + set
                        + "\"SecurityProfile\"}},"
                        + set
                        + "\"BasicAuthPassword\"}}]}")
                .effects(POLICIES))
        .extracting(Effect::traffic)
        .containsExactly(CutOff.SECURITY_PROFILE, CutOff.PASSWORD);
  }

  @Test
  void a_frame_that_cannot_be_read_is_judged_by_its_action() {
    assertThat(call(Subprotocol.OCPP201, "SetNetworkProfile", "{\"cut of").effects(POLICIES))
        .containsExactly(new Effect(CutOff.NETWORK_PROFILE, ""));
    assertThat(call(Subprotocol.OCPP201, "SetVariables", "{\"cut of").effects(POLICIES)).isEmpty();
  }

  @Test
  void names_from_outside_are_short_and_plain_in_the_log() {
    String key = "centralsystem\\n2026-01-01 ERROR " + "x".repeat(5_000);
    Effect effect =
        call(Subprotocol.OCPP16, "ChangeConfiguration", "{\"key\":\"" + key + "\"}")
            .effects(POLICIES)
            .get(0);
    assertThat(effect.name()).hasSize(60).matches("[\\w.*?-]+");
  }

  @ParameterizedTest
  @CsvSource({
    "ocpp1.6, ChangeConfiguration",
    "ocpp2.0.1, SetNetworkProfile",
    "ocpp2.1, SetNetworkProfile",
    "ocpp2.0.1, InstallCertificate",
    "ocpp2.1, InstallCertificate",
    "ocpp2.0.1, DeleteCertificate",
    "ocpp2.1, DeleteCertificate",
    "ocpp2.0.1, CertificateSigned",
    "ocpp2.1, CertificateSigned",
    "ocpp2.0.1, SignCertificate",
    "ocpp2.1, SignCertificate",
    "ocpp2.0.1, UpdateFirmware",
    "ocpp2.1, UpdateFirmware"
  })
  void refusals_match_the_official_schemas(String version, String action) {
    Subprotocol subprotocol = Subprotocol.of(version).orElseThrow();
    OcppFrame refusal = call(subprotocol, action, "{}").refusal("1", "CP1", POLICIES);
    assertThat(refusal).isInstanceOf(OcppFrame.CallResult.class);
    assertThat(
            SCHEMAS.violations(
                subprotocol, action, false, ((OcppFrame.CallResult) refusal).payload()))
        .isEmpty();
  }

  private static String set(String variable) {
    return "{'attributeValue':'secret','component':{'name':'C'},'variable':{'name':'%s'}}"
        .formatted(variable);
  }

  private static CutOffCall setting(Subprotocol subprotocol, List<String> variables) {
    String each = variables.stream().map(CutOffCallTest::set).collect(Collectors.joining(","));
    String payload = "{'setVariableData':[" + each + "]}";
    return call(subprotocol, "SetVariables", payload.replace('\'', '"'));
  }

  @ParameterizedTest
  @EnumSource(names = {"OCPP201", "OCPP21"})
  void the_refusal_of_variables_says_of_each_whether_it_is_to_blame(Subprotocol subprotocol)
      throws Exception {
    CutOffPolicies policies =
        new CutOffPolicies(
            Map.of(CutOff.NETWORK_PROFILE, CutOffPolicy.BLOCK, CutOff.PASSWORD, CutOffPolicy.WARN),
            List.of(),
            List.of());
    OcppFrame refusal =
        setting(
                subprotocol,
                List.of("HeartbeatInterval", "NetworkConfigurationPriority", "BasicAuthPassword"))
            .refusal("1", "CP1", policies);
    JsonNode payload = ((OcppFrame.CallResult) refusal).payload();
    assertThat(SCHEMAS.violations(subprotocol, "SetVariables", false, payload)).isEmpty();
    assertThat(payload.at("/setVariableResult/1"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"attributeStatus":"Rejected","component":{"name":"C"},
                     "variable":{"name":"NetworkConfigurationPriority"},
                     "attributeStatusInfo":{"reasonCode":"BlockedByPolicy",
                      "additionalInfo":"policy network-profile before the station"}}
                    """));
    assertThat(payload.findValuesAsText("attributeStatus")).containsOnly("Rejected").hasSize(3);
    assertThat(payload.findValuesAsText("reasonCode"))
        .containsExactly("NotAttempted", "BlockedByPolicy", "NotAttempted");
    assertThat(payload.toString()).doesNotContain("secret");
  }

  @Test
  void many_variables_of_one_kind_do_not_hide_another_kind() {
    List<String> variables = new ArrayList<>(Collections.nCopies(20, "BasicAuthPassword"));
    variables.add("NetworkConfigurationPriority");
    assertThat(setting(Subprotocol.OCPP201, variables).effects(POLICIES))
        .hasSizeLessThan(20)
        .contains(new Effect(CutOff.NETWORK_PROFILE, "NetworkConfigurationPriority"));
  }

  @Test
  void the_first_override_about_station_and_traffic_counts() {
    CutOffPolicies policies =
        new CutOffPolicies(
            Map.of(CutOff.FIRMWARE, CutOffPolicy.WARN),
            List.of(
                new StationsPolicy(
                    new StationPattern("depot-*"), CutOff.PASSWORD, CutOffPolicy.BLOCK),
                new StationsPolicy(
                    new StationPattern("depot-1"), CutOff.FIRMWARE, CutOffPolicy.OBSERVE),
                new StationsPolicy(
                    new StationPattern("depot-*"), CutOff.FIRMWARE, CutOffPolicy.BLOCK)),
            List.of());
    assertThat(policies.of("depot-1", CutOff.FIRMWARE)).isEqualTo(CutOffPolicy.OBSERVE);
    assertThat(policies.of("depot-2", CutOff.FIRMWARE)).isEqualTo(CutOffPolicy.BLOCK);
    assertThat(policies.of("home", CutOff.FIRMWARE)).isEqualTo(CutOffPolicy.WARN);
    assertThat(policies.of("home", CutOff.PASSWORD)).isEqualTo(CutOffPolicy.OBSERVE);
  }
}

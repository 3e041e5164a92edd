package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.SignedMessage;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A call that may cut the gateway off: what it is about, and how it is refused. Values are never
 * told, since passwords are among them.
 *
 * @param action as in the frame
 * @param payload of a signed message the one inside; {@link MissingNode} when it cannot be read
 */
record CutOffCall(Subprotocol subprotocol, String action, JsonNode payload) {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_NAMES = 10;

  private static final Set<String> CSMS_ACTIONS =
      Set.of(
          "ChangeConfiguration",
          "SetVariables",
          "SetNetworkProfile",
          "InstallCertificate",
          "DeleteCertificate",
          "CertificateSigned",
          "UpdateFirmware",
          "SignedUpdateFirmware");

  /**
   * One thing that the call does.
   *
   * @param name the key, the variable or the kind of certificate; empty where the action says all
   */
  record Effect(CutOff traffic, String name) {
    /** For people. */
    String words() {
      return name.isEmpty() ? traffic.key() : traffic.key() + " " + name;
    }
  }

  /** Whether calls with this action are looked at. */
  static boolean is(Direction direction, String action) {
    return direction == Direction.UP
        ? SignedMessage.plain(action).equals("SignCertificate")
        : CSMS_ACTIONS.contains(SignedMessage.plain(action));
  }

  /**
   * @param frame the CALL
   */
  static CutOffCall of(Subprotocol subprotocol, String action, byte[] frame) {
    JsonNode payload = Payloads.of(frame);
    if (payload == null) {
      payload = MissingNode.getInstance();
    } else if (SignedMessage.is(action)) {
      payload = SignedMessage.payload(payload);
    }
    return new CutOffCall(subprotocol, action, payload);
  }

  /** What the call does; empty when the gateway is none the worse for it. */
  List<Effect> effects(CutOffPolicies policies) {
    List<Effect> effects = new ArrayList<>();
    switch (SignedMessage.plain(action)) {
      case "ChangeConfiguration" -> key(text(payload.path("key")), policies, effects);
      case "SetVariables" ->
          payload.path("setVariableData").forEach(set -> variable(set, policies, effects));
      case "SetNetworkProfile" -> effects.add(new Effect(CutOff.NETWORK_PROFILE, ""));
      case "InstallCertificate" -> {
        String type = text(payload.path("certificateType"));
        if (!type.startsWith("V2G") && !type.startsWith("MO")) {
          effects.add(new Effect(CutOff.ROOT_CERTIFICATES, type));
        }
      }
      case "DeleteCertificate" -> effects.add(new Effect(CutOff.ROOT_CERTIFICATES, ""));
      case "CertificateSigned", "SignCertificate" -> {
        String type = text(payload.path("certificateType"));
        if (!type.startsWith("V2G")) {
          effects.add(new Effect(CutOff.STATION_CERTIFICATE, type));
        }
      }
      case "UpdateFirmware", "SignedUpdateFirmware" -> effects.add(new Effect(CutOff.FIRMWARE, ""));
      default -> throw new IllegalArgumentException(action);
    }
    return effects;
  }

  private static void key(String key, CutOffPolicies policies, List<Effect> effects) {
    switch (key.toLowerCase(Locale.ROOT)) {
      case "securityprofile" -> add(CutOff.SECURITY_PROFILE, key, effects);
      case "authorizationkey" -> add(CutOff.PASSWORD, key, effects);
      default -> {
        if (policies.backendKey(key)) {
          add(CutOff.BACKEND_ADDRESS, key, effects);
        }
      }
    }
  }

  private static void variable(JsonNode set, CutOffPolicies policies, List<Effect> effects) {
    String name = text(set.at("/variable/name"));
    switch (name.toLowerCase(Locale.ROOT)) {
      case "networkconfigurationpriority", "networkprofileconnectionattempts" ->
          add(CutOff.NETWORK_PROFILE, name, effects);
      case "securityprofile" -> add(CutOff.SECURITY_PROFILE, name, effects);
      case "basicauthpassword" -> add(CutOff.PASSWORD, name, effects);
      default -> {
        if (policies.backendKey(name)) {
          add(CutOff.BACKEND_ADDRESS, name, effects);
        }
      }
    }
  }

  private static void add(CutOff traffic, String name, List<Effect> effects) {
    // Many names of one kind must not hide that there is another kind.
    if (effects.size() < MOST_NAMES
        || effects.stream().noneMatch(known -> known.traffic() == traffic)) {
      effects.add(new Effect(traffic, name));
    }
  }

  /** What may stand in a log. */
  private static String text(JsonNode name) {
    String text = name.asText("");
    text = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    return text.replaceAll("[^\\w.*-]", "?");
  }

  /**
   * The answer when it is not passed on: the action's own refusal, or where it has none, or would
   * have to be signed, a CALLERROR.
   *
   * @param policies say which of several variables are to blame
   */
  OcppFrame refusal(String id, String stationId, CutOffPolicies policies) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (SignedMessage.is(action) || (subprotocol.isV16() && action.equals("UpdateFirmware"))) {
      return new OcppFrame.CallError(
          id, "SecurityError", "refused by a policy of the gateway before the station", answer);
    }
    if (action.equals("SetVariables")) {
      ArrayNode results = answer.putArray("setVariableResult");
      payload
          .path("setVariableData")
          .forEach(set -> results.add(rejected(set, stationId, policies)));
    } else {
      answer.put("status", action.equals("DeleteCertificate") ? "Failed" : "Rejected");
    }
    return new OcppFrame.CallResult(id, answer);
  }

  /** A call passes whole or not at all: what of it the station would take, nobody knows. */
  private static ObjectNode rejected(JsonNode set, String stationId, CutOffPolicies policies) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("attributeStatus", "Rejected");
    for (String same : List.of("attributeType", "component", "variable")) {
      if (set.has(same)) {
        result.set(same, set.path(same));
      }
    }
    List<Effect> effects = new ArrayList<>(1);
    variable(set, policies, effects);
    ObjectNode why = result.putObject("attributeStatusInfo");
    effects.stream()
        .map(Effect::traffic)
        .filter(traffic -> policies.of(stationId, traffic) == CutOffPolicy.BLOCK)
        .findFirst()
        .ifPresentOrElse(
            traffic ->
                why.put("reasonCode", "BlockedByPolicy")
                    .put("additionalInfo", "policy " + traffic.key() + " before the station"),
            () ->
                why.put("reasonCode", "NotAttempted")
                    .put(
                        "additionalInfo",
                        "another variable of this call is blocked by a policy before the station;"
                            + " set this one by a call of its own"));
    return result;
  }
}

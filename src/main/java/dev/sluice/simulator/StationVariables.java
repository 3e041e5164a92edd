package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What a station lets itself be configured: 1.6' keys and 2.x' variables over the same values. */
final class StationVariables {
  private final List<Variable> variables = new ArrayList<>();

  private static final class Variable {
    final String key16;
    final String component;
    final String name;
    final @Nullable LongConsumer effect;
    String value;

    Variable(
        String key16, String component, String name, String value, @Nullable LongConsumer effect) {
      this.key16 = key16;
      this.component = component;
      this.name = name;
      this.value = value;
      this.effect = effect;
    }

    boolean readOnly() {
      return effect == null;
    }
  }

  /**
   * @param heartbeatS called with a new heartbeat interval, s
   * @param meterS called with a new meter interval, s
   */
  StationVariables(StationSettings settings, LongConsumer heartbeatS, LongConsumer meterS) {
    add("HeartbeatInterval", "OCPPCommCtrlr", "HeartbeatInterval", "300", heartbeatS);
    add(
        "MeterValueSampleInterval",
        "SampledDataCtrlr",
        "TxUpdatedInterval",
        Long.toString(Math.max(1, settings.meterInterval().toSeconds())),
        meterS);
    readOnly("NumberOfConnectors", "ChargingStation", "NumberOfEvses", "" + settings.evses());
    readOnly(
        "ChargeProfileMaxStackLevel",
        "SmartChargingCtrlr",
        "ProfileStackLevel",
        "" + ProfileReader.MAX_STACK_LEVEL);
    readOnly(
        "ChargingScheduleMaxPeriods",
        "SmartChargingCtrlr",
        "PeriodsPerSchedule",
        "" + ProfileReader.MAX_PERIODS);
    readOnly(
        "ChargingScheduleAllowedChargingRateUnit",
        "SmartChargingCtrlr",
        "RateUnit",
        settings.protocol().isV16() ? "Current,Power" : "A,W");
    readOnly(
        "SupportedFeatureProfiles",
        "SmartChargingCtrlr",
        "Enabled",
        settings.protocol().isV16() ? "Core,SmartCharging,RemoteTrigger" : "true");
    readOnly(
        "MaxChargingProfilesInstalled",
        "SmartChargingCtrlr",
        "Entries",
        "" + InstalledProfiles.MOST);
    readOnly("", "ChargingStation", "SupplyPhases", "" + settings.supply().phases());
  }

  private void add(
      String key16, String component, String name, String value, @Nullable LongConsumer effect) {
    variables.add(new Variable(key16, component, name, value, effect));
  }

  private void readOnly(String key16, String component, String name, String value) {
    add(key16, component, name, value, null);
  }

  /** A value that the station itself has changed. */
  void note(String name, String value) {
    for (Variable variable : variables) {
      if (variable.name.equals(name)) {
        variable.value = value;
      }
    }
  }

  JsonNode getConfiguration(JsonNode request) {
    List<String> asked = new ArrayList<>();
    request.path("key").forEach(key -> asked.add(key.asText()));
    ObjectNode answer = Rpc.object();
    ArrayNode known = Rpc.JSON.createArrayNode();
    for (Variable variable : variables) {
      if (!variable.key16.isEmpty() && (asked.isEmpty() || asked.remove(variable.key16))) {
        known
            .addObject()
            .put("key", variable.key16)
            .put("readonly", variable.readOnly())
            .put("value", variable.value);
      }
    }
    if (!known.isEmpty()) {
      answer.set("configurationKey", known);
    }
    if (!request.path("key").isEmpty() && !asked.isEmpty()) {
      ArrayNode unknown = answer.putArray("unknownKey");
      asked.forEach(unknown::add);
    }
    return answer;
  }

  JsonNode changeConfiguration(JsonNode request) {
    for (Variable variable : variables) {
      if (variable.key16.equals(request.path("key").asText())) {
        return Rpc.status(set(variable, request.path("value").asText()));
      }
    }
    return Rpc.status("NotSupported");
  }

  private static String set(Variable variable, String value) {
    LongConsumer effect = variable.effect;
    if (effect == null) {
      return "Rejected";
    }
    try {
      long number = Long.parseLong(value);
      if (number < 0) {
        return "Rejected";
      }
      variable.value = value;
      effect.accept(number);
      return "Accepted";
    } catch (NumberFormatException e) {
      return "Rejected";
    }
  }

  JsonNode getVariables(JsonNode request) {
    ObjectNode answer = Rpc.object();
    ArrayNode results = answer.putArray("getVariableResult");
    for (JsonNode asked : request.path("getVariableData")) {
      ObjectNode result = named(results, asked);
      Variable variable = find(asked);
      result.put("attributeStatus", variable == null ? missing(asked) : "Accepted");
      if (variable != null) {
        result.put("attributeValue", variable.value);
      }
    }
    return answer;
  }

  JsonNode setVariables(JsonNode request) {
    ObjectNode answer = Rpc.object();
    ArrayNode results = answer.putArray("setVariableResult");
    for (JsonNode asked : request.path("setVariableData")) {
      Variable variable = find(asked);
      named(results, asked)
          .put(
              "attributeStatus",
              variable == null
                  ? missing(asked)
                  : set(variable, asked.path("attributeValue").asText()));
    }
    return answer;
  }

  private static ObjectNode named(ArrayNode results, JsonNode asked) {
    ObjectNode result = results.addObject();
    result.set("component", asked.path("component"));
    result.set("variable", asked.path("variable"));
    return result;
  }

  private @Nullable Variable find(JsonNode asked) {
    for (Variable variable : variables) {
      if (variable.component.equals(asked.path("component").path("name").asText())
          && variable.name.equals(asked.path("variable").path("name").asText())) {
        return variable;
      }
    }
    return null;
  }

  private String missing(JsonNode asked) {
    String component = asked.path("component").path("name").asText();
    return variables.stream().anyMatch(v -> v.component.equals(component))
        ? "UnknownVariable"
        : "UnknownComponent";
  }
}

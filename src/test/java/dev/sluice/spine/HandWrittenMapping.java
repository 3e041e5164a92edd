package dev.sluice.spine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands where {@code mapping:} is, with conversions by hand, so that routes are tested alone. */
final class HandWrittenMapping extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String table, Map<String, Object> parameters) {
    parameters.remove("direction");
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new DefaultProducer(this) {
          @Override
          public void process(Exchange exchange) {
            JsonNode in = exchange.getMessage().getBody(JsonNode.class);
            boolean v16 = table.startsWith("ocpp-1.6/");
            exchange.getMessage().setBody(map(table.substring(table.indexOf('/') + 1), v16, in));
          }
        };
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("mapping: can only be a to");
      }

      @Override
      public boolean isSingleton() {
        return true;
      }
    };
  }

  private static ObjectNode map(String name, boolean v16, JsonNode in) {
    return switch (name) {
      case "SetChargingProfile" -> set(v16, in);
      case "ClearChargingProfile" ->
          object().put(v16 ? "id" : "chargingProfileId", in.path("profileId").intValue());
      case "SetChargingProfileResponse" -> outcome(in, "Accepted", "Accepted");
      case "ClearChargingProfileResponse" -> outcome(in, "Accepted", "Unknown");
      case "GetConfiguration" -> {
        ObjectNode request = object();
        request.putArray("key").add("ChargingScheduleAllowedChargingRateUnit");
        yield request;
      }
      case "GetVariables" -> {
        ObjectNode request = object();
        ObjectNode one = request.putArray("getVariableData").addObject();
        one.putObject("component").put("name", "SmartChargingCtrlr");
        one.putObject("variable").put("name", "RateUnit");
        yield request;
      }
      case "GetConfigurationResponse", "GetVariablesResponse" -> object().put("rateUnit", "W");
      case "BootNotification" -> {
        JsonNode station = v16 ? in : in.path("chargingStation");
        yield object()
            .put("vendor", station.path(v16 ? "chargePointVendor" : "vendorName").asText())
            .put("model", station.path(v16 ? "chargePointModel" : "model").asText());
      }
      case "MeterValues" -> power(object(), in.path(v16 ? "connectorId" : "evseId"), in);
      case "TransactionEvent" -> {
        ObjectNode seen = object();
        seen.put("transactionId", in.path("transactionInfo").path("transactionId").asText());
        seen.put("charging", !in.path("eventType").asText().equals("Ended"));
        yield power(seen, in.path("evse").path("id"), in);
      }
      default -> object();
    };
  }

  private static ObjectNode set(boolean v16, JsonNode in) {
    boolean watts = in.path("rateUnit").asText().equals("W");
    BigDecimal perAmpere =
        in.path("phases").decimalValue().multiply(in.path("voltageV").decimalValue());
    BigDecimal limit = in.path("limitW").decimalValue();
    BigDecimal value = watts ? limit : limit.divide(perAmpere, 1, RoundingMode.DOWN);
    ObjectNode schedule = object();
    schedule.put("duration", in.path("durationS").intValue());
    schedule.put("startSchedule", in.path("validFrom").asText());
    schedule.put("chargingRateUnit", watts ? "W" : "A");
    schedule
        .putArray("chargingSchedulePeriod")
        .addObject()
        .put("startPeriod", 0)
        .put("limit", value);
    ObjectNode profile = object();
    profile.put(v16 ? "chargingProfileId" : "id", in.path("profileId").intValue());
    profile.put("stackLevel", 0);
    profile.put(
        "chargingProfilePurpose", v16 ? "ChargePointMaxProfile" : "ChargingStationMaxProfile");
    profile.put("chargingProfileKind", "Absolute");
    profile.put("validFrom", in.path("validFrom").asText());
    profile.put("validTo", in.path("validUntil").asText());
    if (v16) {
      profile.set("chargingSchedule", schedule);
    } else {
      schedule.put("id", 1);
      profile.putArray("chargingSchedule").add(schedule);
    }
    ObjectNode request = object().put(v16 ? "connectorId" : "evseId", 0);
    request.set(v16 ? "csChargingProfiles" : "chargingProfile", profile);
    return request;
  }

  private static ObjectNode outcome(JsonNode in, String good, String alsoGood) {
    String status = in.path("status").asText();
    boolean confirmed = status.equals(good) || status.equals(alsoGood);
    return status.isEmpty()
        ? object() // no answer of a station at all
        : object().put("outcome", confirmed ? "CONFIRMED" : "REFUSED").put("detail", status);
  }

  private static ObjectNode power(ObjectNode seen, JsonNode evse, JsonNode in) {
    if (evse.isInt()) {
      seen.set("evseId", evse);
    }
    for (JsonNode meter : in.path("meterValue")) {
      for (JsonNode sample : meter.path("sampledValue")) {
        if (sample.path("measurand").asText().equals("Power.Active.Import")
            && !sample.has("phase")) {
          seen.withArray("power")
              .addObject()
              .put("at", meter.path("timestamp").asText())
              .put("w", sample.path("value").asDouble());
        }
      }
    }
    return seen;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

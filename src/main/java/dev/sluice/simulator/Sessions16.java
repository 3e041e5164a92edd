package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Sessions in OCPP 1.6's messages. */
final class Sessions16 extends Sessions {
  Sessions16(StationSettings settings, CallLane lane, InstalledProfiles profiles, Clock clock) {
    super(settings, lane, profiles, clock);
  }

  @Override
  JsonNode bootPayload(String reason) {
    return Rpc.object()
        .put("chargePointVendor", "Sluice")
        .put("chargePointModel", "Simulator " + settings.supply().phases() + "p")
        .put("chargePointSerialNumber", serial())
        .put("firmwareVersion", "1.0");
  }

  private String serial() {
    return settings.id().substring(0, Math.min(25, settings.id().length()));
  }

  @Override
  JsonNode authorizePayload(String idTag) {
    return Rpc.object().put("idTag", idTag);
  }

  @Override
  boolean accepted(JsonNode answer) {
    return "Accepted".equals(answer.path("idTagInfo").path("status").asText());
  }

  @Override
  JsonNode statusPayload(int evseId, String status, Instant at) {
    return Rpc.object()
        .put("connectorId", evseId)
        .put("errorCode", "NoError")
        .put("status", status)
        .put("timestamp", Rpc.time(at));
  }

  @Override
  void reportAll(List<Evse> evses) {
    reportStatus(0, "Available");
    super.reportAll(evses);
  }

  @Override
  String connectorStatus(Evse evse) {
    if (!evse.available) {
      return "Unavailable";
    }
    if (evse.vehicle == null) {
      return "Available";
    }
    String state = evse.chargingState();
    return state.equals("EVConnected") ? (evse.finishing ? "Finishing" : "Preparing") : state;
  }

  @Override
  void plugged(Evse evse) {
    // The transaction begins only with the authorisation.
  }

  @Override
  void authorized(Evse evse, String idTag) {
    Instant now = clock.instant();
    Transaction transaction = new Transaction("", idTag, now);
    evse.transaction = transaction;
    evse.finishing = false;
    long meterStart = MeterReading.wattHours(evse);
    lane.durableCall(
            "StartTransaction",
            () ->
                Rpc.object()
                    .put("connectorId", evse.id)
                    .put("idTag", idTag)
                    .put("meterStart", meterStart)
                    .put("timestamp", Rpc.time(now)))
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                transaction.id = answer.path("transactionId").asText();
              }
              if (evse.transaction == transaction) {
                if (answer != null && accepted(answer)) {
                  transaction.authorized = true;
                } else {
                  stop(evse, "DeAuthorized");
                }
              }
            });
  }

  @Override
  void stateChanged(Evse evse) {
    // The connector's status carries it.
  }

  @Override
  void ended(Evse evse, Transaction transaction, String reason) {
    String at = Rpc.time(clock.instant());
    long meterStop = MeterReading.wattHours(evse);
    // The id is read when the message goes: StartTransaction's answer has come by then.
    var ignored =
        lane.durableCall(
            "StopTransaction",
            () ->
                Rpc.object()
                    .put("transactionId", number(transaction.id))
                    .put("idTag", transaction.idTag)
                    .put("meterStop", meterStop)
                    .put("timestamp", at)
                    .put("reason", reason16(reason)));
  }

  private static String reason16(String reason) {
    return switch (reason) {
      case "ImmediateReset" -> "HardReset";
      case "Remote", "Local", "EVDisconnected", "DeAuthorized", "Other" -> reason;
      case "Unlock" -> "UnlockCommand";
      default -> "Other";
    };
  }

  @Override
  void meter(Evse evse, String context) {
    Transaction transaction = evse.transaction;
    if (transaction == null) {
      return;
    }
    JsonNode values = reading(evse, context);
    var ignored =
        lane.durableCall(
            "MeterValues",
            () -> {
              ObjectNode payload = Rpc.object().put("connectorId", evse.id);
              payload.put("transactionId", number(transaction.id));
              return payload.set("meterValue", values);
            });
  }

  @Override
  void meterAlone(Evse evse) {
    JsonNode values = reading(evse, "Trigger");
    var ignored =
        lane.call(
            "MeterValues",
            () -> {
              ObjectNode payload = Rpc.object().put("connectorId", evse.id);
              Transaction transaction = evse.transaction;
              if (transaction != null && !transaction.id.isEmpty()) {
                payload.put("transactionId", number(transaction.id));
              }
              return payload.set("meterValue", values);
            });
  }

  /** The CSMS's number; -1, as the errata ask, when StartTransaction was never answered. */
  private static int number(String id) {
    return id.isEmpty() ? -1 : Integer.parseInt(id);
  }
}

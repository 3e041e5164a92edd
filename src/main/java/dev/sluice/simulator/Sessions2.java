package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Sessions in the messages of OCPP 2.0.1 and 2.1. */
final class Sessions2 extends Sessions {
  Sessions2(StationSettings settings, CallLane lane, InstalledProfiles profiles, Clock clock) {
    super(settings, lane, profiles, clock);
  }

  @Override
  JsonNode bootPayload(String reason) {
    ObjectNode payload = Rpc.object().put("reason", reason);
    payload
        .putObject("chargingStation")
        .put("vendorName", "Sluice")
        .put("model", "Simulator " + settings.supply().phases() + "p")
        .put("serialNumber", settings.id().substring(0, Math.min(25, settings.id().length())))
        .put("firmwareVersion", "1.0");
    return payload;
  }

  private static ObjectNode token(String idTag) {
    return Rpc.object().put("idToken", idTag).put("type", "ISO14443");
  }

  @Override
  JsonNode authorizePayload(String idTag) {
    return Rpc.object().set("idToken", token(idTag));
  }

  @Override
  boolean accepted(JsonNode answer) {
    return "Accepted".equals(answer.path("idTokenInfo").path("status").asText());
  }

  @Override
  JsonNode statusPayload(int evseId, String status, Instant at) {
    return Rpc.object()
        .put("timestamp", Rpc.time(at))
        .put("connectorStatus", status)
        .put("evseId", evseId)
        .put("connectorId", 1);
  }

  @Override
  String connectorStatus(Evse evse) {
    if (!evse.available) {
      return "Unavailable";
    }
    return evse.vehicle == null ? "Available" : "Occupied";
  }

  @Override
  void plugged(Evse evse) {
    open(evse, "CablePluggedIn");
  }

  private Transaction open(Evse evse, String trigger) {
    Transaction transaction = new Transaction(UUID.randomUUID().toString(), "", clock.instant());
    transaction.chargingState = "EVConnected";
    evse.transaction = transaction;
    send(evse, transaction, event("Started", trigger, evse, transaction));
    return transaction;
  }

  @Override
  void authorized(Evse evse, String idTag) {
    Transaction transaction = evse.transaction;
    evse.finishing = false;
    if (transaction == null) {
      transaction = open(evse, "Authorized");
    }
    transaction.authorized = true;
    transaction.readyAt = clock.instant();
    ObjectNode event =
        event("Updated", evse.remoteStartId >= 0 ? "RemoteStart" : "Authorized", evse, transaction);
    if (evse.remoteStartId >= 0) {
      ((ObjectNode) event.path("transactionInfo")).put("remoteStartId", evse.remoteStartId);
    }
    event.set("idToken", token(idTag));
    send(evse, transaction, event);
  }

  @Override
  void stateChanged(Evse evse) {
    Transaction transaction = evse.transaction;
    if (transaction == null || evse.chargingState().equals(transaction.chargingState)) {
      return;
    }
    transaction.chargingState = evse.chargingState();
    ObjectNode event = event("Updated", "ChargingStateChanged", evse, transaction);
    event.set("meterValue", reading(evse, "Other"));
    send(evse, transaction, event);
  }

  @Override
  void ended(Evse evse, Transaction transaction, String reason) {
    String trigger =
        switch (reason) {
          case "Remote" -> "RemoteStop";
          case "EVDisconnected" -> "EVCommunicationLost";
          case "DeAuthorized" -> "Deauthorized";
          case "ImmediateReset" -> "ResetCommand";
          case "Unlock" -> "UnlockCommand";
          default -> "StopAuthorized";
        };
    transaction.authorized = false;
    transaction.chargingState = evse.chargingState();
    ObjectNode event = event("Ended", trigger, evse, transaction);
    ((ObjectNode) event.path("transactionInfo"))
        .put("stoppedReason", reason.equals("Unlock") ? "Other" : reason);
    event.set("meterValue", reading(evse, "Transaction.End"));
    send(evse, transaction, event);
  }

  @Override
  void meter(Evse evse, String context) {
    Transaction transaction = evse.transaction;
    if (transaction != null) {
      boolean trigger = context.equals("Trigger");
      ObjectNode event =
          event("Updated", trigger ? "Trigger" : "MeterValuePeriodic", evse, transaction);
      event.set("meterValue", reading(evse, context));
      send(evse, transaction, event);
    }
  }

  @Override
  void meterAlone(Evse evse) {
    JsonNode values = reading(evse, "Trigger");
    var ignored =
        lane.call(
            "MeterValues", () -> Rpc.object().put("evseId", evse.id).set("meterValue", values));
  }

  private ObjectNode event(String type, String trigger, Evse evse, Transaction transaction) {
    ObjectNode event =
        Rpc.object()
            .put("eventType", type)
            .put("timestamp", Rpc.time(clock.instant()))
            .put("triggerReason", trigger)
            .put("seqNo", transaction.nextSeqNo());
    event
        .putObject("transactionInfo")
        .put("transactionId", transaction.id)
        .put("chargingState", transaction.chargingState);
    event.putObject("evse").put("id", evse.id).put("connectorId", 1);
    return event;
  }

  private void send(Evse evse, Transaction transaction, ObjectNode event) {
    lane.durableCall("TransactionEvent", () -> event)
        .thenAccept(
            answer -> {
              String status = answer.path("idTokenInfo").path("status").asText("Accepted");
              if (!status.equals("Accepted") && evse.transaction == transaction) {
                stop(evse, "DeAuthorized");
              }
            });
  }
}

package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A CSMS's answers to the stations' calls: it accepts what there is to accept. */
final class CsmsAnswers {
  /** Notifications that are answered with an empty object in every version that has them. */
  private static final Set<String> NOTIFICATIONS =
      Set.of(
          "MeterValues",
          "StatusNotification",
          "FirmwareStatusNotification",
          "DiagnosticsStatusNotification",
          "LogStatusNotification",
          "SecurityEventNotification",
          "SignedFirmwareStatusNotification",
          "ClearedChargingLimit",
          "NotifyChargingLimit",
          "NotifyCustomerInformation",
          "NotifyDisplayMessages",
          "NotifyEvent",
          "NotifyMonitoringReport",
          "NotifyReport",
          "PublishFirmwareStatusNotification",
          "ReportChargingProfiles",
          "ReservationStatusUpdate",
          "NotifyDERAlarm",
          "NotifyDERStartStop",
          "ReportDERControl",
          "NotifyPriorityCharging",
          "ClosePeriodicEventStream");

  private final Clock clock;
  private final AtomicInteger transactions = new AtomicInteger();

  CsmsAnswers(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws CallErrorException {@code NotImplemented} for actions that this CSMS does not know
   */
  JsonNode answer(Subprotocol protocol, String action, JsonNode request) {
    if (NOTIFICATIONS.contains(action)) {
      return Rpc.object();
    }
    return switch (action) {
      case "Heartbeat" -> Rpc.object().put("currentTime", Rpc.time(clock.instant()));
      case "DataTransfer" -> Rpc.status("UnknownVendorId");
      case "SignCertificate",
          "NotifyEVChargingNeeds",
          "NotifyEVChargingSchedule",
          "OpenPeriodicEventStream" ->
          Rpc.status("Accepted");
      case "PullDynamicScheduleUpdate" -> Rpc.status("Rejected");
      case "Authorize" -> authorize(protocol);
      case "StartTransaction" ->
          info("idTagInfo").put("transactionId", transactions.incrementAndGet());
      case "StopTransaction" -> request.has("idTag") ? info("idTagInfo") : Rpc.object();
      case "TransactionEvent" -> request.has("idToken") ? info("idTokenInfo") : Rpc.object();
      default -> throw new CallErrorException("NotImplemented", "No " + action + " here");
    };
  }

  private static ObjectNode authorize(Subprotocol protocol) {
    return info(protocol.isV16() ? "idTagInfo" : "idTokenInfo");
  }

  private static ObjectNode info(String name) {
    ObjectNode answer = Rpc.object();
    answer.putObject(name).put("status", "Accepted");
    return answer;
  }

  JsonNode boot(String status, Duration interval) {
    return Rpc.object()
        .put("currentTime", Rpc.time(clock.instant()))
        .put("interval", interval.toSeconds())
        .put("status", status);
  }
}

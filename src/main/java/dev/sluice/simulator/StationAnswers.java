package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A station's answers to the CSMS's calls. Confined to the station's thread. */
final class StationAnswers {
  /** What an answer can do to the connection. */
  interface Link {
    boolean accepted();

    void heartbeat();

    /** Drops the connection and boots again on the next. */
    void reboot();
  }

  private final Subprotocol protocol;
  private final List<Evse> evses;
  private final Sessions sessions;
  private final ProfileAnswers profiles;
  private final StationVariables variables;
  private final Link link;
  private final Executor afterAnswer;

  StationAnswers(
      Subprotocol protocol,
      List<Evse> evses,
      Sessions sessions,
      ProfileAnswers profiles,
      StationVariables variables,
      Link link,
      Executor afterAnswer) {
    this.protocol = protocol;
    this.evses = evses;
    this.sessions = sessions;
    this.profiles = profiles;
    this.variables = variables;
    this.link = link;
    this.afterAnswer = afterAnswer;
  }

  /**
   * @throws CallErrorException {@code NotImplemented} for actions that this station does not know
   */
  JsonNode answer(String action, JsonNode request) {
    return switch (action) {
      case "SetChargingProfile" -> profiles.set(request);
      case "ClearChargingProfile" -> profiles.clear(request);
      case "GetCompositeSchedule" -> profiles.composite(request);
      case "TriggerMessage" -> trigger(request);
      case "Reset" -> reset(request);
      case "ChangeAvailability" -> availability(request);
      case "UnlockConnector" -> unlock(request);
      case "DataTransfer" -> Rpc.status("UnknownVendorId");
      default -> protocol.isV16() ? answer16(action, request) : answer2(action, request);
    };
  }

  private JsonNode answer16(String action, JsonNode request) {
    return switch (action) {
      case "GetConfiguration" -> variables.getConfiguration(request);
      case "ChangeConfiguration" -> variables.changeConfiguration(request);
      case "RemoteStartTransaction" ->
          start(
              request.path("connectorId").asInt(0),
              request.path("idTag").asText(),
              -1,
              request.path("chargingProfile"));
      case "RemoteStopTransaction" -> stop(request.path("transactionId").asText());
      default -> throw unknown(action);
    };
  }

  private JsonNode answer2(String action, JsonNode request) {
    return switch (action) {
      case "GetVariables" -> variables.getVariables(request);
      case "SetVariables" -> variables.setVariables(request);
      case "RequestStartTransaction" ->
          start(
              request.path("evseId").asInt(0),
              request.path("idToken").path("idToken").asText(),
              request.path("remoteStartId").asInt(),
              request.path("chargingProfile"));
      case "RequestStopTransaction" -> stop(request.path("transactionId").asText());
      default -> throw unknown(action);
    };
  }

  private static CallErrorException unknown(String action) {
    return new CallErrorException("NotImplemented", "No " + action + " here");
  }

  private JsonNode start(int evseId, String idTag, int remoteStartId, JsonNode profile) {
    Evse evse = free(evseId);
    if (!link.accepted() || evse == null) {
      return Rpc.status("Rejected");
    }
    evse.remoteStartId = remoteStartId;
    evse.expectedIdTag = idTag;
    evse.expectedProfile = profile.isMissingNode() ? null : profile;
    ObjectNode answer = Rpc.status("Accepted");
    if (!protocol.isV16() && evse.transaction != null) {
      answer.put("transactionId", evse.transaction.id);
    }
    afterAnswer.execute(
        () -> {
          if (evse.vehicle != null && !evse.energised() && !evse.expectedIdTag.isEmpty()) {
            sessions.begin(evse, idTag);
          }
        });
    return answer;
  }

  /** The EVSE that a remote start is for; with a car in preference when it names none. */
  private @Nullable Evse free(int evseId) {
    Evse free = null;
    for (Evse evse : evses) {
      boolean fits = evseId == 0 || evse.id == evseId;
      boolean idle = evse.available && !evse.energised() && evse.expectedIdTag.isEmpty();
      if (fits && idle && (free == null || (free.vehicle == null && evse.vehicle != null))) {
        free = evse;
      }
    }
    return free;
  }

  private JsonNode stop(String transactionId) {
    Evse evse = Sessions.find(evses, transactionId);
    if (evse == null || !link.accepted()) {
      return Rpc.status("Rejected");
    }
    afterAnswer.execute(() -> sessions.stop(evse, "Remote"));
    return Rpc.status("Accepted");
  }

  private JsonNode reset(JsonNode request) {
    boolean busy = evses.stream().anyMatch(e -> e.transaction != null);
    if (busy && "OnIdle".equals(request.path("type").asText())) {
      return Rpc.status("Rejected");
    }
    afterAnswer.execute(
        () -> {
          evses.forEach(evse -> sessions.stop(evse, "ImmediateReset"));
          link.reboot();
        });
    return Rpc.status("Accepted");
  }

  private JsonNode availability(JsonNode request) {
    boolean v16 = protocol.isV16();
    int id = v16 ? request.path("connectorId").asInt() : request.path("evse").path("id").asInt(0);
    if (id < 0 || id > evses.size()) {
      return Rpc.status("Rejected");
    }
    boolean wanted = "Operative".equals(request.path(v16 ? "type" : "operationalStatus").asText());
    boolean scheduled = false;
    for (Evse evse : evses) {
      if (id == 0 || evse.id == id) {
        evse.wantedAvailable = wanted;
        scheduled |= !wanted && evse.transaction != null;
        afterAnswer.execute(() -> sessions.observe(evse));
      }
    }
    return Rpc.status(scheduled ? "Scheduled" : "Accepted");
  }

  private JsonNode unlock(JsonNode request) {
    boolean v16 = protocol.isV16();
    int id = request.path(v16 ? "connectorId" : "evseId").asInt();
    if (id < 1 || id > evses.size()) {
      return Rpc.status(v16 ? "NotSupported" : "UnknownConnector");
    }
    Evse evse = evses.get(id - 1);
    if (!v16 && evse.energised()) {
      return Rpc.status("OngoingAuthorizedTransaction");
    }
    afterAnswer.execute(() -> sessions.stop(evse, "Unlock"));
    return Rpc.status("Unlocked");
  }

  private JsonNode trigger(JsonNode request) {
    boolean v16 = protocol.isV16();
    int id = v16 ? request.path("connectorId").asInt(0) : request.path("evse").path("id").asInt(0);
    if (id < 0 || id > evses.size()) {
      return Rpc.status("Rejected");
    }
    List<Evse> meant = id == 0 ? evses : List.of(evses.get(id - 1));
    switch (request.path("requestedMessage").asText()) {
      case "Heartbeat" -> afterAnswer.execute(link::heartbeat);
      case "StatusNotification" ->
          afterAnswer.execute(
              () -> {
                if (id == 0) {
                  sessions.reportAll(evses);
                } else {
                  sessions.report(evses.get(id - 1));
                }
              });
      case "MeterValues" -> afterAnswer.execute(() -> meant.forEach(sessions::meterAlone));
      case "TransactionEvent" ->
          afterAnswer.execute(() -> meant.forEach(e -> sessions.meter(e, "Trigger")));
      case "BootNotification" -> {
        return Rpc.status("Rejected");
      }
      default -> {
        return Rpc.status("NotImplemented");
      }
    }
    return Rpc.status("Accepted");
  }
}

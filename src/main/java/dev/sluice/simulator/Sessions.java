package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one station and the messages that they cause, from plug to plug. Confined to
 * the station's thread.
 */
abstract class Sessions {
  final StationSettings settings;
  final CallLane lane;
  final Clock clock;
  private final InstalledProfiles profiles;

  Sessions(StationSettings settings, CallLane lane, InstalledProfiles profiles, Clock clock) {
    this.settings = settings;
    this.lane = lane;
    this.profiles = profiles;
    this.clock = clock;
  }

  static Sessions of(
      StationSettings settings, CallLane lane, InstalledProfiles profiles, Clock clock) {
    return settings.protocol().isV16()
        ? new Sessions16(settings, lane, profiles, clock)
        : new Sessions2(settings, lane, profiles, clock);
  }

  /** A car is plugged in. */
  final void plugIn(Evse evse, ElectricVehicle car) {
    evse.vehicle = car;
    evse.finishing = false;
    plugged(evse);
    observe(evse);
    if (!evse.expectedIdTag.isEmpty()) {
      begin(evse, evse.expectedIdTag);
    }
  }

  /** The driver shows a token; the transaction begins if the CSMS accepts it. */
  final void authorize(Evse evse, String idTag) {
    lane.call("Authorize", () -> authorizePayload(idTag))
        .thenAccept(
            answer -> {
              if (accepted(answer) && evse.vehicle != null && !evse.energised()) {
                begin(evse, idTag);
              }
            });
  }

  /** The transaction is authorised, by the driver or from afar. */
  final void begin(Evse evse, String idTag) {
    evse.expectedIdTag = "";
    authorized(evse, idTag);
    evse.remoteStartId = -1;
    Transaction transaction = evse.transaction;
    JsonNode profile = evse.expectedProfile;
    evse.expectedProfile = null;
    if (transaction != null && profile != null) {
      profiles.install(evse.id, ofTransaction(profile, transaction), transaction.running(), now());
    }
  }

  /** A remote start's profile is the transaction's, whose id the CSMS could not know. */
  private JsonNode ofTransaction(JsonNode profile, Transaction transaction) {
    return settings.protocol().isV16()
        ? profile
        : profile.<ObjectNode>deepCopy().put("transactionId", transaction.id);
  }

  private Instant now() {
    return clock.instant();
  }

  /**
   * The transaction ends; the car stays plugged in.
   *
   * @param reason OCPP 2.x' stopped reason, which 1.6 knows too unless said otherwise
   */
  final void stop(Evse evse, String reason) {
    Transaction transaction = evse.transaction;
    if (transaction == null) {
      return;
    }
    ElectricVehicle car = evse.vehicle;
    if (car != null) {
      car.unplugged();
    }
    ended(evse, transaction, reason);
    evse.transaction = null;
    evse.finishing = evse.vehicle != null;
    profiles.transactionEnded(evse.id);
    observe(evse);
  }

  /** The car leaves. */
  final void unplug(Evse evse) {
    stop(evse, "EVDisconnected");
    ElectricVehicle car = evse.vehicle;
    if (car != null) {
      car.unplugged();
    }
    evse.vehicle = null;
    evse.finishing = false;
    observe(evse);
  }

  /** Reports what has changed since the last look. */
  final void observe(Evse evse) {
    if (evse.transaction == null) {
      evse.available = evse.wantedAvailable;
    }
    stateChanged(evse);
    String status = connectorStatus(evse);
    // Before the boot is accepted nothing may go; all statuses follow it.
    if (lane.released() && !status.equals(evse.reportedStatus)) {
      evse.reportedStatus = status;
      reportStatus(evse.id, status);
    }
  }

  /** Sends every connector's status, changed or not. */
  void reportAll(List<Evse> evses) {
    evses.forEach(this::report);
  }

  /** Sends a connector's status, changed or not. */
  final void report(Evse evse) {
    evse.reportedStatus = connectorStatus(evse);
    reportStatus(evse.id, evse.reportedStatus);
  }

  final void reportStatus(int evseId, String status) {
    Instant now = clock.instant();
    // Nobody waits for the answer, and without a connection the status goes out after the next.
    var ignored = lane.call("StatusNotification", () -> statusPayload(evseId, status, now));
  }

  final ArrayNode reading(Evse evse, String context) {
    return MeterReading.of(
        settings.protocol(), settings.meterHabit(), evse, context, clock.instant());
  }

  /** The EVSE of a transaction. */
  static @Nullable Evse find(List<Evse> evses, String transactionId) {
    for (Evse evse : evses) {
      if (evse.transaction != null && evse.transaction.id.equals(transactionId)) {
        return evse;
      }
    }
    return null;
  }

  abstract JsonNode bootPayload(String reason);

  abstract JsonNode authorizePayload(String idTag);

  abstract boolean accepted(JsonNode authorizeAnswer);

  abstract JsonNode statusPayload(int evseId, String status, Instant at);

  abstract String connectorStatus(Evse evse);

  abstract void plugged(Evse evse);

  abstract void authorized(Evse evse, String idTag);

  abstract void stateChanged(Evse evse);

  abstract void ended(Evse evse, Transaction transaction, String reason);

  /** A meter reading of a running transaction. */
  abstract void meter(Evse evse, String context);

  /** A meter reading outside of any transaction's own messages. */
  abstract void meterAlone(Evse evse);
}

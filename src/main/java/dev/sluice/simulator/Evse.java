package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One EVSE with one connector. Confined to its station's thread. */
final class Evse {
  final int id;
  final Supply supply;
  @Nullable ElectricVehicle vehicle;
  @Nullable Transaction transaction;
  boolean available = true;

  /** What ChangeAvailability asked for; it comes true when no transaction runs. */
  boolean wantedAvailable = true;

  /** The car is still there after its transaction. */
  boolean finishing;

  /** A remote start that waits for a car; empty when there is none. */
  String expectedIdTag = "";

  int remoteStartId = -1;

  /** The profile that came with the remote start; null when there is none. */
  @Nullable JsonNode expectedProfile;

  double energyWh;

  /** The last reported connector status. */
  String reportedStatus = "";

  Evse(int id, Supply supply) {
    this.id = id;
    this.supply = supply;
  }

  /** The station's phase on this EVSE's first conductor: neighbours are rotated. */
  int firstPhase() {
    return (id - 1) % supply.phases();
  }

  int phasesInUse() {
    return vehicle == null ? supply.phases() : Math.min(supply.phases(), vehicle.phases());
  }

  /** Whether current may flow: a car is there and its transaction is authorised. */
  boolean energised() {
    return vehicle != null && transaction != null && transaction.authorized;
  }

  double powerW() {
    return vehicle == null ? 0 : vehicle.powerW();
  }

  /** The charging state in the words of OCPP 2.x. */
  String chargingState() {
    ElectricVehicle car = vehicle;
    if (car == null) {
      return "Idle";
    }
    if (!energised()) {
      return "EVConnected";
    }
    if (car.powerW() > 0) {
      return "Charging";
    }
    return car.full() ? "SuspendedEV" : "SuspendedEVSE";
  }
}

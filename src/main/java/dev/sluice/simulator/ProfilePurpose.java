package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Optional;

/** What a charging profile is for. Only different purposes are combined by minimum. */
public enum ProfilePurpose {
  STATION_MAX("ChargePointMaxProfile", "ChargingStationMaxProfile"),
  TX_DEFAULT("TxDefaultProfile", "TxDefaultProfile"),
  TX("TxProfile", "TxProfile"),
  EXTERNAL_CONSTRAINTS("", "ChargingStationExternalConstraints"),
  PRIORITY_CHARGING("", "PriorityCharging"),
  LOCAL_GENERATION("", "LocalGeneration");

  private final String name16;
  private final String name2;

  ProfilePurpose(String name16, String name2) {
    this.name16 = name16;
    this.name2 = name2;
  }

  /** The name on the wire; empty where the version has no such purpose. */
  public String wireName(Subprotocol protocol) {
    return protocol.isV16() ? name16 : name2;
  }

  /** The purpose with this name in this version. */
  public static Optional<ProfilePurpose> of(Subprotocol protocol, String name) {
    for (ProfilePurpose purpose : values()) {
      if (!name.isEmpty() && purpose.wireName(protocol).equals(name)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}

package dev.sluice.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A running transaction. Confined to its station's thread. */
final class Transaction {
  final Instant startedAt;
  final String idTag;

  /** The station's own id in OCPP 2.x; the CSMS's in 1.6, empty until it is known. */
  String id;

  boolean authorized;

  /** When the EVSE was first ready to deliver; null before. */
  @Nullable Instant readyAt;

  private int seqNo;

  /** The last reported state, to report changes only. */
  String chargingState = "";

  Transaction(String id, String idTag, Instant startedAt) {
    this.id = id;
    this.idTag = idTag;
    this.startedAt = startedAt;
  }

  int nextSeqNo() {
    return seqNo++;
  }

  /**
   * Where relative schedules begin: with the transaction in 1.6, which begins authorised, and in
   * 2.x when the EVSE is ready to deliver (ocpp.md 6.1).
   */
  Instant scheduleStart() {
    return readyAt == null ? startedAt : readyAt;
  }

  InstalledProfiles.Running running() {
    return new InstalledProfiles.Running(id, scheduleStart());
  }

  static InstalledProfiles.@Nullable Running runningOf(@Nullable Transaction transaction) {
    return transaction == null ? null : transaction.running();
  }
}

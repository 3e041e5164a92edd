package dev.sluice.flexibility;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which connectors of an EVSE are free. In OCPP 2.x an EVSE can have several, numbered from 1, of
 * which one at a time is used: that one is free says nothing of a session at another.
 */
final class ConnectorStates {
  private static final int MOST_EVSES = 100;
  private static final int MOST_CONNECTORS = 32;

  /** The connectors of one EVSE. */
  private static final class Connectors {
    final BitSet free = new BitSet(2);
    int highest = 1;
  }

  private final Map<String, Map<Integer, Connectors>> byStation = new ConcurrentHashMap<>();

  /**
   * The observation without the end of a session that it does not tell: a connector became free,
   * and of another one of the EVSE that is not known.
   */
  Observation judge(Observation seen) {
    Integer evse = seen.evseId();
    Integer connector = seen.connectorId();
    if (evse == null || evse < 1 || evse > MOST_EVSES) {
      return seen;
    }
    boolean charging = Boolean.TRUE.equals(seen.charging());
    if (connector == null || connector < 1 || connector > MOST_CONNECTORS) {
      if (charging) {
        change(seen.stationId(), evse, known -> known.free.clear());
      }
      return seen;
    }
    boolean transaction = seen.transactionId() != null;
    boolean free = Boolean.FALSE.equals(seen.charging());
    boolean[] allFree = new boolean[1];
    change(
        seen.stationId(),
        evse,
        known -> {
          known.highest = Math.max(known.highest, connector);
          // The end of a transaction does not say that the cable was taken out.
          known.free.set(connector, free && !transaction);
          allFree[0] = known.free.nextClearBit(1) > known.highest;
        });
    return free && !transaction && !allFree[0] ? seen.withoutCharging() : seen;
  }

  private interface Change {
    void on(Connectors known);
  }

  private void change(String stationId, int evse, Change change) {
    byStation.compute(
        stationId,
        (id, old) -> {
          Map<Integer, Connectors> evses = old == null ? new HashMap<>(2) : old;
          change.on(evses.computeIfAbsent(evse, unused -> new Connectors()));
          return evses;
        });
  }
}

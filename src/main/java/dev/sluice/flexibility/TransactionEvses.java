package dev.sluice.flexibility;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * At which EVSE a transaction runs. OCPP 2.x may name the EVSE only in a transaction's first event
 * (TransactionEvent, E02). Only the newest transactions of a station are kept.
 */
final class TransactionEvses {
  /** Twice what a station of 100 EVSEs runs at once, so that late events still find theirs. */
  private static final int MOST = 200;

  /** OCPP's ids have at most 36 characters. */
  private static final int LONGEST_ID = 64;

  private final Map<String, Map<String, Integer>> byStation = new ConcurrentHashMap<>();

  /** The observation with its EVSE, if the transaction tells it. */
  Observation place(Observation seen) {
    String transaction = seen.transactionId();
    if (transaction == null || transaction.isEmpty() || transaction.length() > LONGEST_ID) {
      return seen;
    }
    Integer evse = seen.evseId();
    if (evse == null) {
      Integer known = find(seen.stationId(), transaction);
      return known == null ? seen : seen.at(known);
    }
    if (evse >= 1) {
      byStation.compute(
          seen.stationId(),
          (id, old) -> {
            Map<String, Integer> known = old == null ? new LinkedHashMap<>() : old;
            known.remove(transaction);
            known.put(transaction, evse);
            if (known.size() > MOST) {
              known.remove(known.keySet().iterator().next());
            }
            return known;
          });
    }
    return seen;
  }

  private @Nullable Integer find(String stationId, String transaction) {
    Integer[] found = new Integer[1];
    // Under the map's lock for the station, which guards the inner map too.
    byStation.computeIfPresent(
        stationId,
        (id, known) -> {
          found[0] = known.get(transaction);
          return known;
        });
    return found[0];
  }
}

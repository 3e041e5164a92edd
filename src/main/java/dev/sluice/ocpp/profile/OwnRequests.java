package dev.sluice.ocpp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * The block of request ids that is the gateway's own. A station answers some calls by calls of its
 * own that name the request; those with an id of this block are for the gateway and not for the
 * CSMS (ocpp.md 4.4).
 */
public final class OwnRequests {
  public static final int FIRST_ID = 1_900_000_000;
  public static final int LAST_ID = 1_900_000_999;

  private static final Set<String> REPORTS =
      Set.of(
          "ReportChargingProfiles", "NotifyReport", "NotifyMonitoringReport", "ReportDERControl");

  private OwnRequests() {}

  /** Whether a call of the station's with this action may belong to a request of the gateway's. */
  public static boolean mayReport(String action) {
    return REPORTS.contains(action);
  }

  /** Whether a {@code requestId} is one of the gateway's. */
  public static boolean owns(JsonNode requestId) {
    return requestId.canConvertToInt()
        && requestId.intValue() >= FIRST_ID
        && requestId.intValue() <= LAST_ID;
  }
}

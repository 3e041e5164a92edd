package dev.sluice.model;

import java.util.List;

/**
 * What the gateway knows of one station.
 *
 * @param stationId the identity from the WebSocket URL
 * @param protocol subprotocol in use, for example {@code ocpp1.6}; empty before the first
 *     connection
 * @param vendor vendor from the boot notification, empty when unknown
 * @param model model from the boot notification, empty when unknown
 * @param connected whether the link is up
 * @param injectable whether the gateway may inject calls: connected and accepted by the CSMS
 * @param evses the station's EVSEs in ascending number, never empty once booted
 */
public record StationView(
    String stationId,
    String protocol,
    String vendor,
    String model,
    boolean connected,
    boolean injectable,
    List<EvseView> evses) {
  public StationView {
    evses = List.copyOf(evses);
  }

  /** Sum of the EVSEs' rated charging power in W. */
  public long ratedW() {
    return evses.stream().mapToLong(EvseView::ratedW).sum();
  }
}

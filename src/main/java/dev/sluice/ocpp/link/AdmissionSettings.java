package dev.sluice.ocpp.link;

import java.util.List;

/**
 * What one address, and all together, may occupy of the stations' listener. An IPv6 address counts
 * as its /64.
 *
 * @param handshakes handshakes that are not over, of all addresses
 * @param handshakesPerAddress the same of one address
 * @param connectionsPerAddress connections of one address; many stations may stand behind one NAT
 * @param ratePerAddress new connections of one address in a second, in the long run
 * @param burstPerAddress new connections of one address at once after a time without
 * @param failuresPerStation refused credentials (401, 403) of one address for one station, from
 *     which on it has to wait before it may try again: longer after each
 * @param failuresPerAddress the same for all stations of one address together
 * @param exempt addresses without the bounds for one address, such as of a proxy
 */
public record AdmissionSettings(
    int handshakes,
    int handshakesPerAddress,
    int connectionsPerAddress,
    int ratePerAddress,
    int burstPerAddress,
    int failuresPerStation,
    int failuresPerAddress,
    List<AddressRange> exempt) {
  public AdmissionSettings {
    exempt = List.copyOf(exempt);
  }

  /** Room for some thousand stations behind one address. */
  public static AdmissionSettings defaults() {
    return new AdmissionSettings(8_000, 2_000, 20_000, 1_000, 5_000, 5, 100, List.of());
  }
}

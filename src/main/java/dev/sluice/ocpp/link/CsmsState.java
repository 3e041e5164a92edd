package dev.sluice.ocpp.link;

/**
 * How one CSMS does, as far as handshakes of stations tell.
 *
 * @param address host and port
 * @param reachable false = connections could not be made for some times in a row; stations are told
 *     to come again, and one at a time finds out when the CSMS is back
 * @param failures connections in a row that could not be made or were not answered
 * @param dialling handshakes that wait for the CSMS's answer
 * @param waiting handshakes that wait for their turn
 */
public record CsmsState(
    String address, boolean reachable, int failures, int dialling, int waiting) {}

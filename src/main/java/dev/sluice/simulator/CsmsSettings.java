package dev.sluice.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A simulated CSMS.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param unknownIds identities that are refused with 404
 * @param passwords Basic authentication by identity; a station without an entry needs none
 * @param bootStatus answer to BootNotification: {@code Accepted}, {@code Pending}, {@code Rejected}
 * @param bootInterval heartbeat interval, or the wait before the next boot
 * @param callTimeout how long a call to a station may stay open
 * @param remembered how many received calls are kept
 */
public record CsmsSettings(
    String host,
    int port,
    Set<String> unknownIds,
    Map<String, String> passwords,
    String bootStatus,
    Duration bootInterval,
    Duration callTimeout,
    int remembered) {

  /** On a free port of the loopback address, accepting everybody. */
  public static CsmsSettings defaults() {
    return new CsmsSettings(
        "127.0.0.1",
        0,
        Set.of(),
        Map.of(),
        "Accepted",
        Duration.ofSeconds(300),
        Duration.ofSeconds(30),
        10_000);
  }

  public CsmsSettings withPort(int port) {
    return new CsmsSettings(
        host, port, unknownIds, passwords, bootStatus, bootInterval, callTimeout, remembered);
  }

  public CsmsSettings withAccess(Set<String> unknownIds, Map<String, String> passwords) {
    return new CsmsSettings(
        host, port, unknownIds, passwords, bootStatus, bootInterval, callTimeout, remembered);
  }

  public CsmsSettings withBoot(String status, Duration interval) {
    return new CsmsSettings(
        host, port, unknownIds, passwords, status, interval, callTimeout, remembered);
  }

  public CsmsSettings withCallTimeout(Duration timeout) {
    return new CsmsSettings(
        host, port, unknownIds, passwords, bootStatus, bootInterval, timeout, remembered);
  }
}

package dev.sluice.security.camel;

import java.time.Duration;

/**
 * What one client, and all together, may occupy of the FO port.
 *
 * @param maxConnections open connections; more are closed at once
 * @param maxBodyBytes largest body; more is answered with 413
 * @param head time until the head of a request is there, from the start or from the last answer
 * @param body time from the head to the end of a request's body
 * @param answer time from a request's end until its answer is begun
 * @param write time in which a client must have taken an answer
 */
public record GateSettings(
    int maxConnections,
    int maxBodyBytes,
    Duration head,
    Duration body,
    Duration answer,
    Duration write) {
  public static GateSettings defaults() {
    return new GateSettings(
        512,
        1 << 18,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30));
  }
}

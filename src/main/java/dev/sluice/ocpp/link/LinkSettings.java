package dev.sluice.ocpp.link;

import java.time.Duration;

/**
 * How the links behave.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one
 * @param csmsUrl address of the CSMS with {@code {id}} for the station id as the station encoded
 *     it; empty = standalone
 * @param injectMode whether the gateway's own calls are sent
 * @param largestMessage longest message in bytes; what is longer closes the link with 1009
 * @param handshake how long the whole handshake may take, CSMS included
 * @param csmsCall how long a CSMS call may stay unanswered before the lane goes on
 * @param csmsQueue how many calls of the CSMS may wait at one station
 * @param injectQueue how many calls of the gateway may wait at one station
 */
public record LinkSettings(
    String host,
    int port,
    String csmsUrl,
    InjectMode injectMode,
    int largestMessage,
    Duration handshake,
    Duration csmsCall,
    int csmsQueue,
    int injectQueue) {

  public static LinkSettings defaults() {
    return new LinkSettings(
        "127.0.0.1",
        0,
        "",
        InjectMode.OBSERVE,
        1_100_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        32,
        16);
  }

  public LinkSettings withListen(String host, int port) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        injectMode,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue);
  }

  public LinkSettings withCsmsUrl(String url) {
    return new LinkSettings(
        host, port, url, injectMode, largestMessage, handshake, csmsCall, csmsQueue, injectQueue);
  }

  public LinkSettings withInjectMode(InjectMode mode) {
    return new LinkSettings(
        host, port, csmsUrl, mode, largestMessage, handshake, csmsCall, csmsQueue, injectQueue);
  }
}

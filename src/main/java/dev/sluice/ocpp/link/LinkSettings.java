package dev.sluice.ocpp.link;

import java.time.Duration;

/**
 * How the links behave.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one
 * @param csmsUrl address of the CSMS with {@code {id}} for the station id as the station encoded
 *     it; empty = standalone
 * @param injectModes at which stations the gateway's own calls are sent, at the start
 * @param largestMessage longest message in bytes; what is longer closes the link with 1009
 * @param handshake how long the whole handshake may take, CSMS included
 * @param csmsCall how long a CSMS call may stay unanswered before the lane goes on
 * @param csmsQueue how many calls of the CSMS may wait at one station
 * @param injectQueue how many calls of the gateway may wait at one station
 * @param ping how long a connection may be silent before the gateway pings it; one that stays
 *     silent is closed before three times this has passed. Zero = never
 * @param baseline what stations held before the gateway saw them
 */
public record LinkSettings(
    String host,
    int port,
    String csmsUrl,
    InjectModes injectModes,
    int largestMessage,
    Duration handshake,
    Duration csmsCall,
    int csmsQueue,
    int injectQueue,
    Duration ping,
    Baseline baseline) {
  private static final Duration PING = Duration.ofSeconds(60);

  /** With one mode for all stations, the usual pings, and nothing installed before. */
  public LinkSettings(
      String host,
      int port,
      String csmsUrl,
      InjectMode injectMode,
      int largestMessage,
      Duration handshake,
      Duration csmsCall,
      int csmsQueue,
      int injectQueue) {
    this(
        host,
        port,
        csmsUrl,
        InjectModes.everywhere(injectMode),
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        PING,
        Baseline.NONE);
  }

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

  /** The mode of stations that no override names. */
  public InjectMode injectMode() {
    return injectModes.byDefault();
  }

  public LinkSettings withListen(String host, int port) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        injectModes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        ping,
        baseline);
  }

  public LinkSettings withCsmsUrl(String url) {
    return new LinkSettings(
        host,
        port,
        url,
        injectModes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        ping,
        baseline);
  }

  public LinkSettings withInjectMode(InjectMode mode) {
    return withInjectModes(InjectModes.everywhere(mode));
  }

  public LinkSettings withInjectModes(InjectModes modes) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        modes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        ping,
        baseline);
  }

  public LinkSettings withPing(Duration silence) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        injectModes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        silence,
        baseline);
  }

  /** Bounds of the lane and how long a CSMS call may keep it. */
  public LinkSettings withLane(Duration csmsCall, int csmsQueue, int injectQueue) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        injectModes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        ping,
        baseline);
  }

  public LinkSettings withBaseline(Baseline before) {
    return new LinkSettings(
        host,
        port,
        csmsUrl,
        injectModes,
        largestMessage,
        handshake,
        csmsCall,
        csmsQueue,
        injectQueue,
        ping,
        before);
  }
}

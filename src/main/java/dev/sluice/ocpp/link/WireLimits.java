package dev.sluice.ocpp.link;

/**
 * How much one peer may send at once. All are bytes except where it says otherwise.
 *
 * @param requestLine longest request line of a handshake; 414 beyond
 * @param requestHeaders all header fields of a handshake together; 431 beyond
 * @param largestFrame longest WebSocket frame; the link is closed with 1009 beyond
 * @param largestMessage longest message, after decompression; the link is closed with 1009 beyond
 * @param mostFragments how many frames a message may consist of; the link is closed with 1009
 *     beyond
 */
public record WireLimits(
    int requestLine, int requestHeaders, int largestFrame, int largestMessage, int mostFragments) {
  public static final WireLimits DEFAULTS =
      new WireLimits(4096, 16 * 1024, 1_100_000, 1_100_000, 1000);
}

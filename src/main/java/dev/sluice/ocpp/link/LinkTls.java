package dev.sluice.ocpp.link;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the two legs.
 *
 * @param stations for the listener; null = stations connect in the clear
 * @param csms for {@code wss} addresses of the CSMS; null = the platform's trust anchors
 */
public record LinkTls(@Nullable SslContext stations, @Nullable SslContext csms) {
  /** Stations in the clear, the platform's trust anchors towards the CSMS. */
  public static LinkTls none() {
    return new LinkTls(null, null);
  }
}

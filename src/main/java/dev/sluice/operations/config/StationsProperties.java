package dev.sluice.operations.config;

import dev.sluice.ocpp.link.Baseline;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The side that charging stations connect to.
 *
 * @param listen address and port for stations; a station's id is the last segment of its path
 * @param tls keys for stations that connect with wss
 * @param drain how long the gateway takes, after SIGTERM, to let its stations go
 * @param handshake how long the handshake of a station may take, that of the CSMS included
 * @param callTimeout how long a call of the CSMS may stay unanswered before the lane goes on
 * @param largestMessage longest OCPP message in bytes; a longer one closes the station's link
 * @param csmsQueue how many calls of the CSMS may wait at one station; one more closes the link
 *     with 1013
 * @param injectQueue how many calls of the gateway may wait at one station
 * @param ping how long a connection may be silent before it is pinged; closed when it stays silent
 *     three times as long; 0 = never
 * @param settle how long after a connection a station that was accepted before gets no call of the
 *     gateway's, unless the CSMS answers one of its calls sooner; after a loss of power it boots
 *     first; 0 = not at all
 * @param baseline none = the operator states that the CSMS had no station-maximum profile installed
 *     at stations before the gateway saw them; unknown = a station gets no limit before the CSMS
 *     has cleared its station-maximum profiles
 */
@ConfigurationProperties("sluice.stations")
public record StationsProperties(
    @DefaultValue("0.0.0.0:8887") ListenAddress listen,
    @DefaultValue Tls tls,
    @DefaultValue("10s") Duration drain,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("60s") Duration callTimeout,
    @DefaultValue("1100000") int largestMessage,
    @DefaultValue("128") int csmsQueue,
    @DefaultValue("16") int injectQueue,
    @DefaultValue("60s") Duration ping,
    @DefaultValue("5s") Duration settle,
    @DefaultValue("unknown") Baseline baseline) {

  /**
   * Keys of the stations' listener; none = stations connect in the clear.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key (PKCS#8, not encrypted)
   * @param clientCa PEM file with the anchors of station certificates; set = a station without a
   *     certificate is refused
   */
  public record Tls(@Nullable Path certificate, @Nullable Path key, @Nullable Path clientCa) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "sluice.stations.tls.certificate and sluice.stations.tls.key belong together");
      }
      if (clientCa != null && certificate == null) {
        throw new IllegalArgumentException(
            "sluice.stations.tls.client-ca needs sluice.stations.tls.certificate and key");
      }
    }
  }

  public StationsProperties {
    Bounds.within("sluice.stations.drain", drain, Duration.ZERO, Duration.ofMinutes(10));
    Bounds.within(
        "sluice.stations.handshake", handshake, Duration.ofSeconds(1), Duration.ofMinutes(2));
    Bounds.within(
        "sluice.stations.call-timeout", callTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Bounds.within("sluice.stations.largest-message", largestMessage, 10_000, 64_000_000);
    Bounds.within("sluice.stations.csms-queue", csmsQueue, 1, 10_000);
    Bounds.within("sluice.stations.inject-queue", injectQueue, 1, 1_000);
    Bounds.within("sluice.stations.settle", settle, Duration.ZERO, Duration.ofMinutes(5));
    Bounds.within("sluice.stations.ping", ping, Duration.ZERO, Duration.ofHours(1));
  }
}

package dev.sluice.operations.config;

import dev.sluice.ocpp.link.CsmsAddress;
import dev.sluice.ocpp.link.DialLimits;
import dev.sluice.ocpp.link.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The charging station management system that stations are passed on to.
 *
 * @param url address with {id} where the station's id goes, such as wss://csms.example/ocpp/{id},
 *     or with {path} where its whole path goes; empty = no CSMS, the gateway answers stations
 *     itself
 * @param trust PEM file with the trust anchors for a wss address; not set = those of the platform
 * @param tls the gateway's own certificate towards the CSMS
 * @param dialsPerSecond how many stations may be passed on to the CSMS in a second; more wait, in
 *     the order in which they came, for at most half of sluice.stations.handshake, and then are
 *     told to come again (503)
 * @param dialsAtATime how many handshakes may wait for the CSMS's answer at a time
 * @param unreachableAfter after how many connections in a row that the CSMS did not accept or
 *     answer, stations are told at once to come again (503), while one at a time finds out when it
 *     is back
 * @param upstreams YAML file with what holds for some stations instead (docs/upstreams.md); not set
 *     = the same for all
 * @param localAddresses IP addresses of this machine that connections to the CSMS come from, in
 *     turn; an address reaches one CSMS some 28000 times; empty = the system chooses
 * @param deflate whether permessage-deflate is offered to the CSMS
 * @param ping how long a connection to the CSMS may be silent before it is pinged; closed when it
 *     stays silent three times as long; 0 = never
 */
@ConfigurationProperties("sluice.csms")
public record CsmsProperties(
    @DefaultValue("") String url,
    @Nullable Path trust,
    @DefaultValue Tls tls,
    @DefaultValue("200") int dialsPerSecond,
    @DefaultValue("256") int dialsAtATime,
    @DefaultValue("5") int unreachableAfter,
    @Nullable Path upstreams,
    @DefaultValue List<String> localAddresses,
    @DefaultValue("false") boolean deflate,
    @DefaultValue("60s") Duration ping) {
  /**
   * The gateway's certificate for a wss address, one for all stations: for a CSMS that accepts the
   * gateway as their local controller.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key (PKCS#8, not encrypted)
   */
  public record Tls(@Nullable Path certificate, @Nullable Path key) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "sluice.csms.tls.certificate and sluice.csms.tls.key belong together");
      }
    }
  }

  public CsmsProperties {
    Bounds.within("sluice.csms.dials-per-second", dialsPerSecond, 1, 10_000);
    Bounds.within("sluice.csms.dials-at-a-time", dialsAtATime, 1, 10_000);
    Bounds.within("sluice.csms.unreachable-after", unreachableAfter, 1, 1_000);
    Bounds.within("sluice.csms.ping", ping, Duration.ZERO, Duration.ofHours(1));
    Bounds.within("the number of sluice.csms.local-addresses", localAddresses.size(), 0, 256);
  }

  /** How stations are passed on when many come at once. */
  public DialLimits dials() {
    return new DialLimits(dialsPerSecond, dialsAtATime, unreachableAfter);
  }

  /**
   * What holds for stations that no rule is about.
   *
   * @param deflateStations whether stations get permessage-deflate
   * @throws IllegalArgumentException when an address is none
   */
  public Upstream byDefault(boolean deflateStations) {
    return Upstream.STANDALONE
        .withCsms(CsmsAddress.of(url))
        .withDeflate(deflateStations, deflate)
        .withLocalAddresses(localAddresses.stream().map(Upstream::localAddress).toList());
  }
}

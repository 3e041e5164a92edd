package dev.sluice.operations.config;

import dev.sluice.ocpp.link.AddressRange;
import dev.sluice.ocpp.link.AdmissionSettings;
import dev.sluice.ocpp.link.Baseline;
import dev.sluice.ocpp.link.CredentialMode;
import dev.sluice.ocpp.link.CredentialModes;
import dev.sluice.ocpp.link.IdentitySettings;
import dev.sluice.ocpp.link.StationPattern;
import dev.sluice.ocpp.link.WireLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The side that charging stations connect to.
 *
 * @param listen address and port for stations; a station's id is the last segment of its path
 * @param tls keys for stations that connect with wss
 * @param drain how long the gateway takes, after SIGTERM, to let its stations go
 * @param drainCode close code that they then get: 1001 (going away) or 1012 (service restart),
 *     which not every WebSocket library of a station knows
 * @param handshake how long the handshake of a station may take, TLS and the CSMS's included
 * @param callTimeout how long a call of the CSMS may stay unanswered before the lane goes on
 * @param largestMessage longest OCPP message in bytes, decompressed; a longer one closes the
 *     station's link
 * @param largestFrame longest WebSocket frame in bytes; a longer one closes the station's link; 0 =
 *     as long as a message
 * @param mostFragments how many frames a message may consist of; more close the station's link
 * @param requestLine longest request line of a handshake in bytes
 * @param requestHeaders longest header of a handshake in bytes, all fields together
 * @param deflate whether stations that offer permessage-deflate get it
 * @param csmsQueue how many calls of the CSMS may wait at one station; one more closes the link
 *     with 1013
 * @param injectQueue how many calls of the gateway may wait at one station
 * @param ping how long a station's connection may be silent before it is pinged; closed when it
 *     stays silent three times as long, or has begun a message and does not end it in twice the
 *     time; 0 = never
 * @param settle how long after a connection a station that was accepted before gets no call of the
 *     gateway's, unless the CSMS answers one of its calls sooner; after a loss of power it boots
 *     first; 0 = not at all
 * @param sampleEvery one of so many relayed calls of each station, and its answer, is compared with
 *     the official schemas (docs/quality.md); 1 = all, 0 = none
 * @param baseline none = the operator states that the CSMS had no station-maximum profile installed
 *     at stations before the gateway saw them; unknown = a station gets no limit before the CSMS
 *     has cleared its station-maximum profiles
 * @param takeoverPing how long a connected station may take to answer a ping when somebody without
 *     its credentials wants to be that station, at most half the time of a handshake; when it does
 *     not, the newcomer goes on to the CSMS
 * @param credentials who decides on the credentials of stations
 * @param admission bounds of connections and handshakes
 */
@ConfigurationProperties("sluice.stations")
public record StationsProperties(
    @DefaultValue("0.0.0.0:8887") ListenAddress listen,
    @DefaultValue Tls tls,
    @DefaultValue("10s") Duration drain,
    @DefaultValue("1001") int drainCode,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("60s") Duration callTimeout,
    @DefaultValue("1100000") int largestMessage,
    @DefaultValue("0") int largestFrame,
    @DefaultValue("1000") int mostFragments,
    @DefaultValue("4096") int requestLine,
    @DefaultValue("16384") int requestHeaders,
    @DefaultValue("true") boolean deflate,
    @DefaultValue("128") int csmsQueue,
    @DefaultValue("16") int injectQueue,
    @DefaultValue("60s") Duration ping,
    @DefaultValue("5s") Duration settle,
    @DefaultValue("100") int sampleEvery,
    @DefaultValue("unknown") Baseline baseline,
    @DefaultValue("3s") Duration takeoverPing,
    @DefaultValue Credentials credentials,
    @DefaultValue Admission admission) {

  /**
   * Keys of the stations' listener; none = stations connect in the clear.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key (PKCS#8, not encrypted)
   * @param clientCa PEM file with the anchors of station certificates; set = a station without a
   *     certificate is refused
   * @param provider jdk, or boringssl: a native library that needs less CPU; where it cannot be
   *     loaded, the JDK's TLS is used with a warning
   */
  public record Tls(
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path clientCa,
      @DefaultValue("jdk") TlsProvider provider) {
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

  /**
   * Who decides on the credentials of stations.
   *
   * @param mode relay = the CSMS alone; verify-and-relay = the gateway by its file, then the CSMS;
   *     verify-and-replace = the gateway, and the CSMS gets the upstream credentials of the file
   * @param overrides other modes for groups of stations; the first that names a station counts
   * @param file the stations file; needed to verify
   */
  public record Credentials(
      @DefaultValue("relay") CredentialMode mode,
      @Nullable List<Group> overrides,
      @Nullable Path file) {
    /**
     * A group of stations.
     *
     * @param stations pattern of station ids such as depot-*
     * @param mode their mode
     */
    public record Group(String stations, CredentialMode mode) {}

    CredentialModes modes() {
      return modes(mode, overrides);
    }

    private static CredentialModes modes(CredentialMode mode, @Nullable List<Group> overrides) {
      List<Group> groups = overrides == null ? List.of() : overrides;
      return new CredentialModes(
          mode,
          groups.stream()
              .map(
                  group ->
                      new CredentialModes.StationsMode(
                          new StationPattern(group.stations()), group.mode()))
              .toList());
    }

    public Credentials {
      if (file == null && modes(mode, overrides).verifying()) {
        throw new IllegalArgumentException(
            "sluice.stations.credentials.file is needed to verify credentials");
      }
    }
  }

  /**
   * What one address, and all together, may occupy. An IPv6 address counts as its /64.
   *
   * @param handshakes handshakes that are not over, of all addresses; beyond it the oldest without
   *     a request makes room
   * @param handshakesPerAddress handshakes of one address that are not over; more are reset
   * @param connectionsPerAddress connections of one address; more are reset
   * @param ratePerAddress new connections of one address in a second, in the long run
   * @param burstPerAddress new connections of one address at once after a time without
   * @param failuresPerStation refused credentials of one address for one station before it has to
   *     wait (429), twice as long after each further one
   * @param failuresPerAddress the same for all stations of one address together
   * @param exempt addresses without the bounds for one address, such as of a proxy: 10.0.0.0/8
   */
  public record Admission(
      @DefaultValue("8000") int handshakes,
      @DefaultValue("2000") int handshakesPerAddress,
      @DefaultValue("20000") int connectionsPerAddress,
      @DefaultValue("1000") int ratePerAddress,
      @DefaultValue("5000") int burstPerAddress,
      @DefaultValue("5") int failuresPerStation,
      @DefaultValue("100") int failuresPerAddress,
      @Nullable List<String> exempt) {
    public Admission {
      String at = "sluice.stations.admission.";
      Bounds.within(at + "handshakes", handshakes, 10, 1_000_000);
      Bounds.within(at + "handshakes-per-address", handshakesPerAddress, 1, 1_000_000);
      Bounds.within(at + "connections-per-address", connectionsPerAddress, 1, 1_000_000);
      Bounds.within(at + "rate-per-address", ratePerAddress, 1, 1_000_000);
      Bounds.within(at + "burst-per-address", burstPerAddress, 1, 1_000_000);
      Bounds.within(at + "failures-per-station", failuresPerStation, 1, 1_000_000);
      Bounds.within(at + "failures-per-address", failuresPerAddress, 1, 1_000_000);
      ranges(exempt);
    }

    private static List<AddressRange> ranges(@Nullable List<String> texts) {
      try {
        return texts == null ? List.of() : texts.stream().map(AddressRange::of).toList();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "sluice.stations.admission.exempt: " + e.getMessage(), e);
      }
    }

    AdmissionSettings settings() {
      return new AdmissionSettings(
          handshakes,
          handshakesPerAddress,
          connectionsPerAddress,
          ratePerAddress,
          burstPerAddress,
          failuresPerStation,
          failuresPerAddress,
          ranges(exempt));
    }
  }

  /** Who is let in as which station. */
  public IdentitySettings identity() {
    // Whoever may go on after the ping still needs time for the CSMS.
    Duration most = handshake.dividedBy(2);
    return new IdentitySettings(
        takeoverPing.compareTo(most) < 0 ? takeoverPing : most,
        credentials.modes(),
        admission.settings());
  }

  public StationsProperties {
    Bounds.within("sluice.stations.drain", drain, Duration.ZERO, Duration.ofMinutes(10));
    if (drainCode != 1001 && drainCode != 1012) {
      throw new IllegalArgumentException(
          "sluice.stations.drain-code must be 1001 or 1012, but is " + drainCode);
    }
    Bounds.within(
        "sluice.stations.handshake", handshake, Duration.ofSeconds(1), Duration.ofMinutes(2));
    Bounds.within(
        "sluice.stations.call-timeout", callTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Bounds.within("sluice.stations.largest-message", largestMessage, 10_000, 64_000_000);
    if (largestFrame != 0) {
      Bounds.within("sluice.stations.largest-frame", largestFrame, 1_000, 64_000_000);
    }
    Bounds.within("sluice.stations.most-fragments", mostFragments, 1, 100_000);
    Bounds.within("sluice.stations.request-line", requestLine, 512, 65_536);
    Bounds.within("sluice.stations.request-headers", requestHeaders, 1_024, 262_144);
    Bounds.within("sluice.stations.csms-queue", csmsQueue, 1, 10_000);
    Bounds.within("sluice.stations.inject-queue", injectQueue, 1, 1_000);
    Bounds.within("sluice.stations.settle", settle, Duration.ZERO, Duration.ofMinutes(5));
    Bounds.within("sluice.stations.sample-every", sampleEvery, 0, 1_000_000);
    Bounds.within("sluice.stations.ping", ping, Duration.ZERO, Duration.ofHours(1));
    Bounds.within(
        "sluice.stations.takeover-ping",
        takeoverPing,
        Duration.ofMillis(100),
        Duration.ofMinutes(1));
  }

  /** How much a peer may send at once. */
  public WireLimits limits() {
    return new WireLimits(
        requestLine,
        requestHeaders,
        largestFrame == 0 ? largestMessage : largestFrame,
        largestMessage,
        mostFragments);
  }
}

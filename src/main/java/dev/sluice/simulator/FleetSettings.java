package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A fleet of mixed stations.
 *
 * @param stations how many
 * @param url where they dial, without the identity
 * @param prefix of the identities; a number from 001 follows
 * @param protocols dealt out in turn
 * @param meterInterval between two readings of a running transaction
 * @param seed of everything random; the same seed gives the same fleet
 * @param timeAcceleration seconds of the cars' time in a second
 * @param faulty which part misbehaves
 * @param startGap between two stations' first dials
 */
public record FleetSettings(
    int stations,
    URI url,
    String prefix,
    List<Subprotocol> protocols,
    Duration meterInterval,
    long seed,
    double timeAcceleration,
    FaultySettings faulty,
    Duration startGap) {

  public FleetSettings {
    if (stations < 0 || protocols.isEmpty()) {
      throw new IllegalArgumentException("A fleet has stations, and protocols to deal out");
    }
    protocols = List.copyOf(protocols);
  }

  /** Stations of all three versions whose cars live ten times as fast. */
  public static FleetSettings of(int stations, URI url) {
    return new FleetSettings(
        stations,
        url,
        "SIM-",
        List.of(Subprotocol.values()),
        Duration.ofSeconds(5),
        1,
        10,
        FaultySettings.NONE,
        Duration.ofMillis(20));
  }

  public FleetSettings withPrefix(String prefix) {
    return new FleetSettings(
        stations, url, prefix, protocols, meterInterval, seed, timeAcceleration, faulty, startGap);
  }

  /** Only these versions, dealt out in turn. */
  public FleetSettings withProtocols(List<Subprotocol> protocols) {
    return new FleetSettings(
        stations, url, prefix, protocols, meterInterval, seed, timeAcceleration, faulty, startGap);
  }

  public FleetSettings withFaulty(FaultySettings faulty) {
    return new FleetSettings(
        stations, url, prefix, protocols, meterInterval, seed, timeAcceleration, faulty, startGap);
  }

  public FleetSettings withMeterInterval(Duration interval) {
    return new FleetSettings(
        stations, url, prefix, protocols, interval, seed, timeAcceleration, faulty, startGap);
  }

  public FleetSettings withCars(long seed, double timeAcceleration) {
    return new FleetSettings(
        stations, url, prefix, protocols, meterInterval, seed, timeAcceleration, faulty, startGap);
  }
}

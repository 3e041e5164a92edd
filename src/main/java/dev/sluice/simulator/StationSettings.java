package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One simulated station.
 *
 * @param id identity, the last segment of the address it dials
 * @param protocol the only subprotocol it offers
 * @param url where it dials, without the identity
 * @param evses number of EVSEs (connectors in OCPP 1.6), at least 1
 * @param supply what feeds each EVSE
 * @param meterInterval between two meter readings of a running transaction
 * @param seed of everything random: cars, back-off
 * @param password Basic authentication; the user is the identity
 * @param faults what goes wrong from the start; can be changed while it runs
 * @param timeAcceleration how many seconds pass for the cars (ramp, energy, state of charge,
 *     comings and goings) in a second; message timers and profiles stay in real time
 * @param meterHabit how it reports power
 * @param visitors whether cars come and go on their own
 * @param backOff wait before it dials again
 */
public record StationSettings(
    String id,
    Subprotocol protocol,
    URI url,
    int evses,
    Supply supply,
    Duration meterInterval,
    long seed,
    Optional<String> password,
    Faults faults,
    double timeAcceleration,
    MeterHabit meterHabit,
    boolean visitors,
    BackOff backOff) {

  public StationSettings {
    if (evses < 1) {
      throw new IllegalArgumentException("A station has at least one EVSE");
    }
    if (!(timeAcceleration > 0)) {
      throw new IllegalArgumentException("Time acceleration is above zero");
    }
  }

  /** A 22 kW station with one EVSE and no cars of its own. */
  public static StationSettings of(String id, Subprotocol protocol, URI url) {
    return new StationSettings(
        id,
        protocol,
        url,
        1,
        Supply.AC22,
        Duration.ofSeconds(10),
        id.hashCode(),
        Optional.empty(),
        Faults.NONE,
        1,
        MeterHabit.TOTAL_IN_WATTS,
        false,
        BackOff.DEFAULT);
  }

  public StationSettings withEvses(int evses, Supply supply) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        password,
        faults,
        timeAcceleration,
        meterHabit,
        visitors,
        backOff);
  }

  public StationSettings withMeter(Duration interval, MeterHabit habit) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        interval,
        seed,
        password,
        faults,
        timeAcceleration,
        habit,
        visitors,
        backOff);
  }

  public StationSettings withPassword(String word) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        Optional.of(word),
        faults,
        timeAcceleration,
        meterHabit,
        visitors,
        backOff);
  }

  public StationSettings withFaults(Faults faults) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        password,
        faults,
        timeAcceleration,
        meterHabit,
        visitors,
        backOff);
  }

  /** Cars come and go on their own, {@code acceleration} times as fast as in life. */
  public StationSettings withVisitors(long seed, double acceleration) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        password,
        faults,
        acceleration,
        meterHabit,
        true,
        backOff);
  }

  public StationSettings withTimeAcceleration(double acceleration) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        password,
        faults,
        acceleration,
        meterHabit,
        visitors,
        backOff);
  }

  public StationSettings withBackOff(BackOff wait) {
    return new StationSettings(
        id,
        protocol,
        url,
        evses,
        supply,
        meterInterval,
        seed,
        password,
        faults,
        timeAcceleration,
        meterHabit,
        visitors,
        wait);
  }
}

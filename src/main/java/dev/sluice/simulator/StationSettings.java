package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
    return with(
        draft -> {
          draft.evses = evses;
          draft.supply = supply;
        });
  }

  public StationSettings withMeter(Duration interval, MeterHabit habit) {
    return with(
        draft -> {
          draft.meterInterval = interval;
          draft.meterHabit = habit;
        });
  }

  public StationSettings withPassword(String word) {
    return with(draft -> draft.password = Optional.of(word));
  }

  public StationSettings withFaults(Faults faults) {
    return with(draft -> draft.faults = faults);
  }

  /** Cars come and go on their own, {@code acceleration} times as fast as in life. */
  public StationSettings withVisitors(long seed, double acceleration) {
    return with(
        draft -> {
          draft.seed = seed;
          draft.timeAcceleration = acceleration;
          draft.visitors = true;
        });
  }

  public StationSettings withTimeAcceleration(double acceleration) {
    return with(draft -> draft.timeAcceleration = acceleration);
  }

  public StationSettings withBackOff(BackOff wait) {
    return with(draft -> draft.backOff = wait);
  }

  private StationSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new StationSettings(
        id,
        protocol,
        url,
        draft.evses,
        draft.supply,
        draft.meterInterval,
        draft.seed,
        draft.password,
        draft.faults,
        draft.timeAcceleration,
        draft.meterHabit,
        draft.visitors,
        draft.backOff);
  }

  /** The settings that can be changed, for as long as a change takes. */
  private static final class Draft {
    int evses;
    Supply supply;
    Duration meterInterval;
    long seed;
    Optional<String> password;
    Faults faults;
    double timeAcceleration;
    MeterHabit meterHabit;
    boolean visitors;
    BackOff backOff;

    Draft(StationSettings from) {
      evses = from.evses;
      supply = from.supply;
      meterInterval = from.meterInterval;
      seed = from.seed;
      password = from.password;
      faults = from.faults;
      timeAcceleration = from.timeAcceleration;
      meterHabit = from.meterHabit;
      visitors = from.visitors;
      backOff = from.backOff;
    }
  }
}

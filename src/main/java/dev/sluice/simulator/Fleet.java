package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Many stations of mixed versions, sizes and habits, with cars that come and go. */
public final class Fleet implements AutoCloseable {
  private static final int THREADS = 2;

  private final Timers timers;
  private final Map<String, SimulatedStation> stations = new LinkedHashMap<>();

  /** Returns at once; the stations dial one after the other. */
  public static Fleet start(FleetSettings settings) {
    return new Fleet(settings);
  }

  private Fleet(FleetSettings settings) {
    timers = new Timers(THREADS, "fleet");
    Random random = new Random(settings.seed());
    int faulty = (int) Math.round(settings.stations() * settings.faulty().share());
    for (int number = 1; number <= settings.stations(); number++) {
      boolean bad = number > settings.stations() - faulty;
      StationSettings station =
          station(settings, number, random)
              .withFaults(bad ? settings.faulty().faults() : Faults.NONE);
      Duration delay = settings.startGap().multipliedBy(number - 1L);
      stations.put(station.id(), SimulatedStation.start(station, timers.next(), delay, () -> {}));
    }
  }

  private static StationSettings station(FleetSettings fleet, int number, Random random) {
    Subprotocol protocol = fleet.protocols().get((number - 1) % fleet.protocols().size());
    boolean small = random.nextInt(5) == 0;
    Supply supply =
        small ? new Supply(1, 230, 32) : new Supply(3, 230, random.nextBoolean() ? 32 : 16);
    MeterHabit habit = new MeterHabit(random.nextBoolean(), random.nextInt(4) == 0);
    return StationSettings.of("%s%03d".formatted(fleet.prefix(), number), protocol, fleet.url())
        .withEvses(small ? 1 : 1 + random.nextInt(2), supply)
        .withMeter(fleet.meterInterval(), habit)
        .withVisitors(random.nextLong(), fleet.timeAcceleration());
  }

  /** The stations in the order of their numbers. */
  public List<SimulatedStation> stations() {
    return List.copyOf(stations.values());
  }

  public Optional<SimulatedStation> station(String id) {
    return Optional.ofNullable(stations.get(id));
  }

  /** Every station's measured power and effective limit, at most half a second old. */
  public List<StationReading> readings() {
    return stations.values().stream().map(SimulatedStation::reading).toList();
  }

  /** The power that all stations draw, W, as a meter at the site would show it. */
  public double measuredTotalW() {
    return readings().stream().mapToDouble(StationReading::powerW).sum();
  }

  /** How many stations are connected and accepted. */
  public long connected() {
    return stations.values().stream().filter(SimulatedStation::accepted).count();
  }

  @Override
  public void close() {
    stations.values().forEach(SimulatedStation::close);
    timers.close();
  }
}

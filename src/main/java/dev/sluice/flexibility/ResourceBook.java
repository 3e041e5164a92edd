package dev.sluice.flexibility;

import dev.sluice.flexibility.StationMemory.Remembered;
import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was observed of the stations. Safe to use from any thread. */
public final class ResourceBook implements Resources {
  private static final int MAX_EVSES = 100;

  private final EvseRatings ratings;
  private final StationMemory memory;
  private final ConcurrentHashMap<String, StationView> stations = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final TransactionEvses transactions = new TransactionEvses();
  private final ConnectorStates connectors = new ConnectorStates();
  private volatile Consumer<StationView> listener = view -> {};

  public ResourceBook() {
    this(EvseRatings.everywhere(EvseDefaults.standard()), StationMemory.none());
  }

  /** Begins with the stations that are remembered, all of them away. */
  public ResourceBook(EvseRatings ratings, StationMemory memory) {
    this.ratings = ratings;
    this.memory = memory;
    memory.all().forEach(this::recall);
  }

  private void recall(Remembered station) {
    String stationId = station.stationId();
    List<EvseView> evses = new ArrayList<>();
    do {
      evses.add(ratings.of(stationId).evse(evses.size() + 1));
    } while (evses.size() < Math.min(station.evses(), MAX_EVSES));
    remembered.put(stationId, station);
    stations.put(
        stationId,
        new StationView(
            stationId, station.protocol(), station.vendor(), station.model(), false, false, evses));
  }

  /** Is told of each change, on the thread that made it; must not block. */
  public void onChange(Consumer<StationView> newListener) {
    listener = newListener;
  }

  /** The link of a station is up; it cannot be injected into before {@link #injectable}. */
  public void connected(String stationId, String protocol) {
    change(
        stationId,
        old ->
            new StationView(
                stationId, protocol, old.vendor(), old.model(), true, false, old.evses()));
  }

  /** The CSMS accepted the station; the gateway may call it. */
  public void injectable(String stationId) {
    change(stationId, old -> link(old, true, true));
  }

  /** The same for a station of which {@link #connected} may not have been told before. */
  public void injectable(String stationId, String protocol) {
    change(
        stationId,
        old ->
            new StationView(
                stationId, protocol, old.vendor(), old.model(), true, true, old.evses()));
  }

  /** What was measured is kept as the last that is known, but it is no measurement any more. */
  public void disconnected(String stationId) {
    change(stationId, old -> aged(link(old, false, false)));
  }

  private static StationView aged(StationView old) {
    return new StationView(
        old.stationId(),
        old.protocol(),
        old.vendor(),
        old.model(),
        old.connected(),
        old.injectable(),
        old.evses().stream()
            .map(
                evse ->
                    new EvseView(
                        evse.evseId(),
                        evse.phases(),
                        evse.voltageV(),
                        evse.ratedW(),
                        evse.charging(),
                        evse.powerW(),
                        Quality.UNKNOWN,
                        evse.measuredAt()))
            .toList());
  }

  /** Takes what a message told; members that it did not tell stay as they were. */
  public void observe(Observation seen) {
    Observation placed = connectors.judge(transactions.place(seen));
    change(seen.stationId(), old -> observed(old, placed), seen.rateUnit());
  }

  /** Unit of limits that the station said it accepts, {@code A} or {@code W}. */
  public Optional<String> rateUnit(String stationId) {
    return Optional.ofNullable(remembered.get(stationId)).map(Remembered::rateUnit);
  }

  @Override
  public Optional<StationView> station(String stationId) {
    return Optional.ofNullable(stations.get(stationId));
  }

  @Override
  public List<StationView> stations() {
    return stations.values().stream().sorted(Comparator.comparing(StationView::stationId)).toList();
  }

  private void change(String stationId, UnaryOperator<StationView> change) {
    change(stationId, change, null);
  }

  private void change(
      String stationId, UnaryOperator<StationView> change, @Nullable String rateUnit) {
    StationView[] changed = new StationView[1];
    stations.compute(
        stationId,
        (id, old) -> {
          StationView before = old == null ? unseen(id) : old;
          StationView after = change.apply(before);
          changed[0] = after.equals(old) ? null : after;
          // Under the map's lock for the station: the last that is kept is then the last that
          // holds.
          keep(after, rateUnit);
          return after;
        });
    StationView after = changed[0];
    if (after != null) {
      listener.accept(after);
    }
  }

  private void keep(StationView station, @Nullable String rateUnit) {
    Remembered before = remembered.get(station.stationId());
    Remembered now =
        new Remembered(
            station.stationId(),
            station.protocol(),
            station.vendor(),
            station.model(),
            station.evses().size(),
            rateUnit != null || before == null ? rateUnit : before.rateUnit());
    if (!now.equals(before)) {
      remembered.put(station.stationId(), now);
      memory.keep(now);
    }
  }

  private StationView unseen(String stationId) {
    return new StationView(
        stationId, "", "", "", false, false, List.of(ratings.of(stationId).evse(1)));
  }

  private static StationView link(StationView old, boolean connected, boolean injectable) {
    return new StationView(
        old.stationId(),
        old.protocol(),
        old.vendor(),
        old.model(),
        connected,
        injectable,
        old.evses());
  }

  private StationView observed(StationView old, Observation seen) {
    Integer evseId = seen.evseId();
    Integer evses = seen.evses();
    List<EvseView> known = new ArrayList<>(old.evses());
    int wanted = Math.max(evses == null ? 1 : evses, evseId == null ? 1 : evseId);
    // A number from a message: without a bound, one bad frame could fill the memory.
    while (known.size() < Math.min(wanted, MAX_EVSES)) {
      known.add(ratings.of(old.stationId()).evse(known.size() + 1));
    }
    if (evseId != null && evseId >= 1 && evseId <= known.size()) {
      known.set(evseId - 1, observed(known.get(evseId - 1), seen));
    }
    String vendor = seen.vendor();
    String model = seen.model();
    return new StationView(
        old.stationId(),
        old.protocol(),
        vendor == null ? old.vendor() : vendor,
        model == null ? old.model() : model,
        old.connected(),
        old.injectable(),
        known);
  }

  private static EvseView observed(EvseView old, Observation seen) {
    Boolean charging = seen.charging();
    Instant at = seen.measuredAt();
    Instant before = old.measuredAt();
    boolean fresh =
        !seen.power().isEmpty() && (at == null || before == null || !at.isBefore(before));
    boolean total = seen.power().stream().anyMatch(sample -> sample.phase() == null);
    // A last sample that comes with the end was taken before it.
    boolean stopped = Boolean.FALSE.equals(charging);
    @Nullable Long powerW = fresh ? Long.valueOf(powerW(seen.power(), total)) : old.powerW();
    Quality quality = fresh ? (total ? Quality.MEASURED : Quality.DERIVED) : old.quality();
    return new EvseView(
        old.evseId(),
        old.phases(),
        old.voltageV(),
        old.ratedW(),
        charging == null ? old.charging() : charging,
        // Without a transaction nothing flows to a vehicle, and no meter value will say so.
        stopped ? Long.valueOf(0) : powerW,
        stopped ? Quality.ASSUMED : quality,
        fresh ? at : before);
  }

  private static long powerW(List<PowerSample> samples, boolean total) {
    double sum = 0;
    for (PowerSample sample : samples) {
      if (total && sample.phase() == null) {
        return Math.round(sample.w());
      }
      sum += sample.w();
    }
    return Math.round(sum);
  }
}

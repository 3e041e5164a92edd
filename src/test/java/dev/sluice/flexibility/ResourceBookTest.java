package dev.sluice.flexibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flexibility.StationMemory.Remembered;
import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceBookTest {
  private final ResourceBook book = new ResourceBook();

  @Test
  void aStationHasOneAssumedEvseUntilMoreIsObserved() {
    book.connected("a", "ocpp1.6");
    assertThat(book.station("a").orElseThrow().ratedW()).isEqualTo(22_080);
    book.observe(new Observation("a", "v", "m", null, null, null, List.of(), null, 2, null));
    assertThat(book.station("a").orElseThrow().ratedW()).isEqualTo(44_160);
  }

  @Test
  void phasesAreSummedUnlessThereIsATotal() {
    power(new PowerSample("L1", 2_300), new PowerSample("L2", 2_300.4));
    assertThat(evse().powerW()).isEqualTo(4_600);
    assertThat(evse().quality()).isEqualTo(Quality.DERIVED);
    power(new PowerSample("L1", 2_300), new PowerSample(null, 6_900));
    assertThat(evse().powerW()).isEqualTo(6_900);
    assertThat(evse().quality()).isEqualTo(Quality.MEASURED);
  }

  private static Observation status(int connector, boolean available) {
    return new Observation(
        "a", null, null, 1, connector, null, available ? false : null, List.of(), null, null, null);
  }

  private static Observation transaction(String id, @Nullable Integer connector, boolean running) {
    return new Observation("a", null, null, 1, connector, id, running, List.of(), null, null, null);
  }

  @Test
  void aSecondConnectorThatBecomesFreeDoesNotEndTheSessionAtTheFirst() {
    book.observe(status(1, true));
    book.observe(status(2, true));
    assertThat(evse().charging()).isFalse();
    book.observe(transaction("t", 1, true));
    book.observe(status(2, true));
    assertThat(evse().charging()).isTrue();
    book.observe(transaction("t", 1, false));
    assertThat(evse().charging()).isFalse();
  }

  @Test
  void aConnectorThatIsInUseIsKnownFromItsStatusToo() {
    book.observe(status(2, true));
    book.observe(status(1, false));
    book.observe(transaction("t", null, true));
    book.observe(status(2, true));
    assertThat(evse().charging()).isTrue();
    book.observe(status(1, true));
    assertThat(evse().charging()).as("all are free: there is no session").isFalse();
  }

  @Test
  void whatIsNotKnownOfTheOtherConnectorIsNoEndOfASession() {
    book.observe(status(2, true));
    assertThat(evse().charging()).isNull();
    assertThat(evse().mayCharge()).isTrue();
    book.observe(status(1, true));
    assertThat(evse().charging()).isFalse();
  }

  @Test
  void theOnlyConnectorThatBecomesFreeEndsASessionWhoseEndWasLost() {
    book.observe(transaction("t", null, true));
    book.observe(status(1, true));
    assertThat(evse().charging()).isFalse();
  }

  @Test
  void afterARestartAStationIsKnownAsItWasButForWhatChangesByItself() {
    Map<String, Remembered> kept = new HashMap<>();
    int[] writes = new int[1];
    StationMemory memory =
        new StationMemory() {
          @Override
          public List<Remembered> all() {
            return List.copyOf(kept.values());
          }

          @Override
          public void keep(Remembered station) {
            writes[0]++;
            kept.put(station.stationId(), station);
          }
        };
    EvseRatings ratings = EvseRatings.everywhere(EvseDefaults.standard());
    ResourceBook before = new ResourceBook(ratings, memory);
    before.connected("a", "ocpp2.0.1");
    before.injectable("a");
    before.observe(new Observation("a", "Acme", "X", null, null, null, List.of(), null, 2, "W"));
    int written = writes[0];
    before.observe(
        new Observation(
            "a",
            null,
            null,
            1,
            "t",
            true,
            List.of(new PowerSample(null, 7_000)),
            Instant.EPOCH,
            null,
            null));
    assertThat(writes[0]).as("a measurement changes nothing of it").isEqualTo(written);

    ResourceBook after = new ResourceBook(ratings, memory);
    StationView station = after.station("a").orElseThrow();
    assertThat(station.connected() || station.injectable()).isFalse();
    assertThat(station.protocol()).isEqualTo("ocpp2.0.1");
    assertThat(station.vendor() + " " + station.model()).isEqualTo("Acme X");
    assertThat(station.ratedW()).isEqualTo(44_160);
    assertThat(after.rateUnit("a")).contains("W");
    assertThat(station.evses().get(0).charging()).isNull();
    assertThat(station.evses().get(0).powerW()).isNull();
    assertThat(writes[0]).isEqualTo(written);
    after.connected("a", "ocpp2.0.1");
    assertThat(after.rateUnit("a")).as("a connection alone forgets nothing").contains("W");
  }

  @Test
  void ratingsOfAGroupHoldForItsStationsOnly() {
    EvseRatings ratings =
        new EvseRatings(
            EvseDefaults.standard(),
            List.of(
                new EvseRatings.Group(id -> id.startsWith("home"), new EvseDefaults(1, 230, 16)),
                new EvseRatings.Group(id -> true, new EvseDefaults(3, 230, 63))));
    ResourceBook rated = new ResourceBook(ratings, StationMemory.none());
    rated.connected("home-1", "ocpp1.6");
    rated.connected("depot-1", "ocpp1.6");
    rated.observe(
        new Observation("home-1", null, null, null, null, null, List.of(), null, 2, null));
    assertThat(rated.station("home-1").orElseThrow().ratedW()).isEqualTo(2 * 3_680);
    assertThat(rated.station("depot-1").orElseThrow().ratedW()).isEqualTo(43_470);
  }

  private void power(PowerSample... samples) {
    book.observe(
        new Observation(
            "a", null, null, 1, null, true, List.of(samples), Instant.EPOCH, null, null));
  }

  private EvseView evse() {
    return book.station("a").orElseThrow().evses().get(0);
  }
}

package dev.sluice.flexibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.EvseView;
import dev.sluice.model.Quality;
import java.time.Instant;
import java.util.List;
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

  private void power(PowerSample... samples) {
    book.observe(
        new Observation(
            "a", null, null, 1, null, true, List.of(samples), Instant.EPOCH, null, null));
  }

  private EvseView evse() {
    return book.station("a").orElseThrow().evses().get(0);
  }
}

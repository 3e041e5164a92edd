package dev.sluice.flexibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class AllocationProperties {
  @Property
  void sharesStayWithinTheRequestTheRatingsAndTheMinima(
      @ForAll("fleets") List<Headroom> fleet, @ForAll @LongRange(min = 0, max = 2_000_000) long w) {
    Map<String, Long> shares = Allocation.proportional(w, fleet);
    assertThat(shares).hasSize(fleet.size());
    assertThat(sum(shares)).isLessThanOrEqualTo(w);
    for (Headroom station : fleet) {
      long share = shares.getOrDefault(station.stationId(), -1L);
      assertThat(share).isBetween(0L, station.ratedW());
      assertThat(share == 0 || share >= station.minimumW()).isTrue();
    }
  }

  @Property
  void nothingButLessThanAStepIsLostWhenCapacitySuffices(
      @ForAll("fleets") List<Headroom> fleet, @ForAll @LongRange(min = 0, max = 2_000_000) long w) {
    List<Headroom> usable = fleet.stream().filter(Headroom::usable).toList();
    long minima = usable.stream().mapToLong(s -> s.wattsOf(s.leastSteps())).sum();
    long most = usable.stream().mapToLong(s -> s.wattsOf(s.mostSteps())).sum();
    double step = usable.stream().mapToDouble(s -> Math.ceil(s.quantumW())).max().orElse(1);
    long target = Math.min(w, most);
    if (minima <= target) {
      assertThat(target - sum(Allocation.proportional(w, fleet))).isLessThan((long) step + 1);
    }
  }

  @Property
  void theOrderOfTheStationsDoesNotMatter(
      @ForAll("fleets") List<Headroom> fleet,
      @ForAll @LongRange(min = 0, max = 2_000_000) long w,
      @ForAll long seed) {
    List<Headroom> shuffled = new ArrayList<>(fleet);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Allocation.proportional(w, shuffled)).isEqualTo(Allocation.proportional(w, fleet));
  }

  @Provide
  Arbitrary<List<Headroom>> fleets() {
    Arbitrary<Headroom> station =
        Combinators.combine(
                Arbitraries.integers().between(1, 3),
                Arbitraries.doubles().between(100, 250).ofScale(1),
                Arbitraries.integers().between(4, 250),
                Arbitraries.of(true, false))
            .as(
                (phases, volts, amps, v16) ->
                    new Headroom(
                        "",
                        Math.round(phases * volts * amps),
                        (long) Math.ceil(6 * phases * volts - 1e-6),
                        v16 ? phases * volts / 10 : 1));
    return station
        .list()
        .ofMaxSize(40)
        .map(
            list -> {
              List<Headroom> named = new ArrayList<>();
              for (Headroom s : list) {
                named.add(new Headroom("s" + named.size(), s.ratedW(), s.minimumW(), s.quantumW()));
              }
              return named;
            });
  }

  private static long sum(Map<String, Long> shares) {
    return shares.values().stream().mapToLong(Long::longValue).sum();
  }
}

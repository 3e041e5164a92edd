package dev.sluice.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The schedule that all profiles come to, from now on. */
final class CompositeSchedule {
  private CompositeSchedule() {}

  /**
   * @param limitW the effective limit at a moment
   * @param running starts of transactions, for relative schedules
   * @return the schedule's members {@code duration}, {@code chargingRateUnit} and {@code
   *     chargingSchedulePeriod}
   */
  static ObjectNode of(
      List<ChargingProfile> profiles,
      List<Instant> running,
      ToDoubleFunction<Instant> limitW,
      Instant now,
      long seconds,
      RateUnit unit,
      Supply supply) {
    Instant end = now.plusSeconds(seconds);
    TreeSet<Instant> turns = new TreeSet<>();
    turns.add(now);
    for (ChargingProfile profile : profiles) {
      addTurns(turns, profile, running, now, end);
    }
    ObjectNode schedule = Rpc.object();
    schedule.put("duration", seconds).put("chargingRateUnit", unit.name());
    ArrayNode periods = schedule.putArray("chargingSchedulePeriod");
    double last = -1;
    for (Instant turn : turns.headSet(end)) {
      double watts = limitW.applyAsDouble(turn);
      double limit = unit == RateUnit.W ? watts : watts / (supply.phases() * supply.voltageV());
      if (limit != last) {
        last = limit;
        periods
            .addObject()
            .put("startPeriod", Duration.between(now, turn).toSeconds())
            .put("limit", BigDecimal.valueOf(limit).setScale(1, RoundingMode.FLOOR))
            .put("numberPhases", supply.phases());
      }
    }
    return schedule;
  }

  private static void addTurns(
      TreeSet<Instant> turns,
      ChargingProfile profile,
      List<Instant> running,
      Instant now,
      Instant end) {
    add(turns, profile.validFrom(), now, end);
    add(turns, profile.validTo(), now, end);
    Instant start = profile.start();
    List<Instant> starts =
        profile.kind() == ChargingProfile.Kind.RELATIVE || start == null ? running : List.of(start);
    for (Instant from : starts) {
      long turn = profile.kind().turnSeconds();
      Instant first = from;
      if (turn > 0 && from.isBefore(now)) {
        first = from.plusSeconds(Duration.between(from, now).toSeconds() / turn * turn);
      }
      do {
        for (ChargingProfile.Period period : profile.periods()) {
          add(turns, first.plusSeconds(period.startS()), now, end);
        }
        Duration duration = profile.duration();
        if (duration != null) {
          add(turns, first.plus(duration), now, end);
        }
        first = first.plusSeconds(turn);
      } while (turn > 0 && first.isBefore(end));
    }
  }

  private static void add(TreeSet<Instant> turns, @Nullable Instant at, Instant now, Instant end) {
    if (at != null && at.isAfter(now) && at.isBefore(end)) {
      turns.add(at);
    }
  }
}

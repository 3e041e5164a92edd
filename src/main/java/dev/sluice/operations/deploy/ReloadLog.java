package dev.sluice.operations.deploy;

import dev.sluice.operations.deploy.Reload.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last attempt to put files in force, and how many ended how.
 *
 * @param last null before the start
 */
public record ReloadLog(@Nullable Reload last, Map<Outcome, Long> counts) {
  public ReloadLog {
    counts = Map.copyOf(counts);
  }

  static ReloadLog empty() {
    return new ReloadLog(null, Map.of());
  }

  ReloadLog with(Reload reload) {
    Map<Outcome, Long> more = new EnumMap<>(Outcome.class);
    more.putAll(counts);
    more.merge(reload.outcome(), 1L, Long::sum);
    return new ReloadLog(reload, more);
  }

  /** How many ended so. */
  public long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Whether the last attempt changed nothing although it should have. */
  public boolean refused() {
    return last != null && !last.good() && last.outcome() != Outcome.STARTED;
  }
}

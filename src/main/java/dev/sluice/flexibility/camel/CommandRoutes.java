package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.CommandResult.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which route carries out the commands of which use case. Safe for any thread. */
final class CommandRoutes {
  private final Duration grace;
  private final Map<String, CommandTaker> takers = new HashMap<>();
  private final Map<String, Long> goneSince = new HashMap<>();
  private boolean replacing;
  private long begin = System.nanoTime();

  CommandRoutes(Duration grace) {
    this.grace = grace;
  }

  /** Routes are about to be started. */
  synchronized void starting() {
    begin = System.nanoTime();
  }

  /**
   * @throws IllegalStateException when another route takes the use case's commands already
   */
  synchronized void add(String useCase, CommandTaker taker) {
    CommandTaker other = takers.putIfAbsent(useCase, taker);
    if (other != null && other != taker) {
      throw new IllegalStateException(
          "two routes begin with flexibility:commands?useCase="
              + useCase
              + "; only one can carry out its commands: remove one of them");
    }
    goneSince.remove(useCase);
  }

  synchronized void remove(String useCase, CommandTaker taker) {
    if (takers.remove(useCase, taker)) {
      goneSince.put(useCase, System.nanoTime());
    }
  }

  /**
   * @param now true while routes are replaced, however long that takes
   */
  synchronized void replacing(boolean now) {
    replacing = now;
    if (!now) {
      goneSince.replaceAll((useCase, since) -> System.nanoTime());
    }
  }

  synchronized @Nullable CommandTaker find(String useCase) {
    return takers.get(useCase);
  }

  /** The end of a command that no route takes. */
  synchronized CommandResult missing(String useCase) {
    long since = goneSince.getOrDefault(useCase, begin);
    boolean soon = replacing || System.nanoTime() - since < grace.toNanos();
    return new CommandResult(
        soon ? Outcome.UNREACHABLE : Outcome.REFUSED,
        "no route begins with flexibility:commands?useCase="
            + useCase
            + ": put routes/use-cases/uc-"
            + useCase
            + "-*.yaml in place");
  }
}

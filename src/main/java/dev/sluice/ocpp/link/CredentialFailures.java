package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refused credentials by address, and by address and station: after some of them the address has to
 * wait, twice as long after each further one. What is known is bounded and forgotten in time. Safe
 * for any thread.
 */
final class CredentialFailures {
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Without a failure for so long everything is forgotten. */
  static final Duration MEMORY = Duration.ofMinutes(15);

  private static final int MOST = 20_000;

  /** {@code stationId} is empty for an address as a whole. */
  private record Key(Origin origin, String stationId) {}

  private record Failures(int count, long last, long until) {}

  private final AdmissionSettings settings;
  private final Map<Key, Failures> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
          return size() > MOST;
        }
      };

  CredentialFailures(AdmissionSettings settings) {
    this.settings = settings;
  }

  /**
   * How many seconds this address has to wait before it may try this station again; 0 = none.
   *
   * @param exempt whether the address as a whole does not count
   */
  synchronized long seconds(Origin origin, String stationId, boolean exempt, long now) {
    long one = wait(new Key(origin, stationId), now);
    long all = exempt ? 0 : wait(new Key(origin, ""), now);
    return (Math.max(one, all) + 999_999_999) / 1_000_000_000;
  }

  private long wait(Key key, long now) {
    Failures failures = alive(key, now);
    return failures == null ? 0 : Math.max(0, failures.until() - now);
  }

  private @Nullable Failures alive(Key key, long now) {
    Failures failures = known.get(key);
    if (failures != null && now - failures.last() > MEMORY.toNanos()) {
      known.remove(key);
      return null;
    }
    return failures;
  }

  /** Credentials were refused. */
  synchronized void failed(Origin origin, String stationId, boolean exempt, long now) {
    failed(new Key(origin, stationId), settings.failuresPerStation(), now);
    if (!exempt) {
      failed(new Key(origin, ""), settings.failuresPerAddress(), now);
    }
  }

  private void failed(Key key, int allowed, long now) {
    Failures before = alive(key, now);
    int count = before == null ? 1 : before.count() + 1;
    long wait = 0;
    if (count >= allowed) {
      wait =
          Math.min(
              LONGEST_WAIT.toNanos(),
              Duration.ofSeconds(1L << Math.min(count - allowed, 20)).toNanos());
    }
    known.put(key, new Failures(count, now, now + wait));
  }

  /** The station's credentials were accepted: its own failures from there are forgotten. */
  synchronized void succeeded(Origin origin, String stationId) {
    if (!known.isEmpty()) {
      known.remove(new Key(origin, stationId));
    }
  }

  synchronized int size() {
    return known.size();
  }
}

package dev.sluice.ocpp.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With what each station was let in last: who comes with it again is no stranger, and is not slowed
 * down because of what strangers do. Safe for any thread.
 */
final class AcceptedCredentials {
  /** About 200 bytes each; the stations that came last stay. */
  private static final int MOST = 50_000;

  private final Map<String, CredentialMark> marks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CredentialMark> eldest) {
          return size() > MOST;
        }
      };

  synchronized void accepted(String stationId, CredentialMark mark) {
    if (mark.proves(mark)) {
      marks.put(stationId, mark);
    }
  }

  synchronized boolean trusts(String stationId, CredentialMark mark) {
    @Nullable CredentialMark last = marks.get(stationId);
    return last != null && mark.proves(last);
  }
}

package dev.sluice.operations.management;

import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import dev.sluice.store.SqliteStore;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the database takes and gives data. */
public final class StoreHealth implements HealthIndicator {
  private final SqliteStore store;

  public StoreHealth(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    try {
      String trouble = store.trouble();
      return trouble.isEmpty()
          ? Health.up().withDetail("lastOffset", store.lastOffset()).build()
          : down(trouble);
    } catch (StoreUnavailable e) {
      return down(String.valueOf(e.getMessage()));
    }
  }

  private static Health down(String trouble) {
    return Health.down()
        .withDetail("what", trouble)
        .withDetail("effect", "new requests are refused and limits lapse; the relay goes on")
        .withDetail("remedy", "make room on the disk, or raise sluice.store.largest")
        .build();
  }
}

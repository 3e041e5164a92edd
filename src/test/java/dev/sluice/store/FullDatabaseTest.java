package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import dev.sluice.flexibility.Group;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that has reached its largest size. */
@SuppressWarnings("NullAway.Init")
class FullDatabaseTest {
  private static final long SMALL = 120_000;
  private static final Group LARGE = new Group("fo", "large", List.of("s".repeat(200_000)), 1);
  private static final Group SMALL_GROUP = new Group("fo", "small", List.of("a"), 1);

  @TempDir Path folder;

  @Test
  void what_does_not_fit_is_refused_and_what_fits_is_stored_after_it() {
    try (SqliteStore store = SqliteStore.open(folder, SMALL)) {
      assertThat(store.trouble()).isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.saveGroup(LARGE))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("full");
        assertThat(store.trouble()).contains("full");
      }
      assertThat(store.findGroup("fo", "large")).isEmpty();
      store.saveGroup(SMALL_GROUP);
      assertThat(store.findGroup("fo", "small")).contains(SMALL_GROUP);
      assertThat(store.trouble()).isEmpty();
    }
    try (SqliteStore larger = SqliteStore.open(folder, 10 * SMALL)) {
      larger.saveGroup(LARGE);
      assertThat(larger.findGroup("fo", "large")).contains(LARGE);
    }
  }
}

package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.FsrState;
import dev.sluice.flexibility.FsrStore;
import dev.sluice.flexibility.Group;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.Participation;
import dev.sluice.ocpp.link.BootStates.BootState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  private static final Instant T0 = Instant.parse("2026-11-24T10:00:00.123456Z");

  @Test
  void whatWasSavedIsThereAfterReopening(@TempDir Path folder) {
    FsrRecord fsr = record("f", FsrState.ACTIVE);
    Notification first = new Notification(3, "fo", T0, "FSR_STATE", "f", "ACTIVE", "x");
    try (SqliteStore store = SqliteStore.open(folder)) {
      store.save(record("f", FsrState.ACCEPTED), List.of());
      store.save(fsr, List.of(first, new Notification(4, "o", T0, "t", "f", "s", "")));
      store.save(record("done", FsrState.COMPLETED), List.of());
      store.saveGroup(new Group("fo", "g", List.of("a"), 1));
      store.saveGroup(new Group("fo", "g", List.of("a", "b"), 2));
    }
    try (SqliteStore store = SqliteStore.open(folder)) {
      assertThat(store.open()).containsExactly(fsr);
      assertThat(store.find("fo", "done")).contains(record("done", FsrState.COMPLETED));
      assertThat(store.find("other", "f")).isEmpty();
      assertThat(store.notifications("fo", 0, 10)).containsExactly(first);
      assertThat(store.notifications("fo", 3, 10)).isEmpty();
      assertThat(store.lastOffset()).isEqualTo(4);
      assertThat(store.findGroup("fo", "g")).contains(new Group("fo", "g", List.of("a", "b"), 2));
    }
  }

  @Test
  void recordAndNotificationsAreSavedTogetherOrNotAtAll(@TempDir Path folder) {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Notification one = new Notification(1, "fo", T0, "t", "f", "s", "");
      store.save(record("f", FsrState.ACCEPTED), List.of(one));
      assertThatThrownBy(() -> store.save(record("f", FsrState.ACTIVE), List.of(one)))
          .isInstanceOf(FsrStore.StoreUnavailable.class);
      assertThat(store.find("fo", "f").orElseThrow().state()).isEqualTo(FsrState.ACCEPTED);
      store.save(record("f", FsrState.ACTIVE), List.of());
      assertThat(store.find("fo", "f").orElseThrow().state()).isEqualTo(FsrState.ACTIVE);
    }
  }

  @Test
  void bootStatesAndShadowsAreReadAtOnceAndSurviveReopening(@TempDir Path folder) {
    try (SqliteStore store = SqliteStore.open(folder);
        SqliteBootStates boots = new SqliteBootStates(store);
        SqliteShadowStates shadows = new SqliteShadowStates(store)) {
      assertThat(boots.get("a")).isEqualTo(BootState.UNKNOWN);
      boots.put("a", BootState.PENDING);
      boots.put("a", BootState.ACCEPTED);
      shadows.put("a", JsonNodeFactory.instance.objectNode().put("n", 1));
      assertThat(boots.get("a")).isEqualTo(BootState.ACCEPTED);
    }
    try (SqliteStore store = SqliteStore.open(folder);
        SqliteBootStates boots = new SqliteBootStates(store);
        SqliteShadowStates shadows = new SqliteShadowStates(store)) {
      assertThat(boots.get("a")).isEqualTo(BootState.ACCEPTED);
      assertThat(shadows.get("a").orElseThrow().get("n").intValue()).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsReported(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(FsrStore.StoreUnavailable.class)
        .hasMessageContaining("sluice.db");
  }

  private static FsrRecord record(String id, FsrState state) {
    Fsr request =
        new Fsr(
            "fo",
            id,
            1,
            Fsr.ServiceClass.SETPOINT,
            null,
            List.of("a"),
            T0,
            T0.plusSeconds(9),
            null,
            4_000L,
            true);
    Participation part =
        new Participation("a", Participation.State.ARMED, "", 7L, null, T0, 1_900_000_001);
    return new FsrRecord(request, "hash", state, null, 0, T0, "", List.of(part), T0);
  }
}

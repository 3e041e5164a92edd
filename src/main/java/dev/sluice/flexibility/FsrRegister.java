package dev.sluice.flexibility;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The FSRs that are not ended, in memory and in the store. A change is saved either at once, where
 * something depends on its being durable, or by the next {@link #flush}. Not thread-safe: the
 * engine calls it under its lock.
 */
final class FsrRegister {
  private final FsrStore store;
  private final Clock clock;
  private final Consumer<Notification> published;
  private final Map<FsrKey, FsrRecord> open = new LinkedHashMap<>();
  private final Map<String, Set<FsrKey>> byStation = new HashMap<>();
  private final Map<FsrKey, List<Notification>> unsaved = new LinkedHashMap<>();
  private long lastOffset;

  /**
   * @param published is given each notification once it is durable, in the order of offsets
   */
  FsrRegister(FsrStore store, Clock clock, Consumer<Notification> published) {
    this.store = store;
    this.clock = clock;
    this.published = published;
  }

  void load() {
    lastOffset = store.lastOffset();
    for (FsrRecord fsr : store.open()) {
      keep(fsr);
    }
  }

  Optional<FsrRecord> find(FsrKey key) {
    return Optional.ofNullable(open.get(key));
  }

  /** An open FSR that the store has although it said that it did not take it. */
  void adopt(FsrRecord stored) {
    if (!stored.state().terminal() && !open.containsKey(FsrKey.of(stored))) {
      keep(stored);
    }
  }

  /** A copy, so that the caller may change records while walking over it. */
  List<FsrRecord> all() {
    return new ArrayList<>(open.values());
  }

  Set<String> stations() {
    return new LinkedHashSet<>(byStation.keySet());
  }

  List<FsrRecord> at(String stationId) {
    return byStation.getOrDefault(stationId, Set.of()).stream()
        .map(open::get)
        .filter(fsr -> fsr != null)
        .toList();
  }

  /** Changes the record in memory; the store follows with the next flush. */
  void later(FsrRecord next) {
    FsrRecord before = open.get(FsrKey.of(next));
    if (!next.equals(before)) {
      unsaved
          .computeIfAbsent(FsrKey.of(next), key -> new ArrayList<>())
          .addAll(Changes.between(before, next, clock.instant()));
      keep(next);
    }
  }

  /** Adds a notification to the FSR's next save. */
  void tell(FsrRecord fsr, Notification notification) {
    unsaved.computeIfAbsent(FsrKey.of(fsr), key -> new ArrayList<>()).add(notification);
  }

  /**
   * Saves the records, then changes them in memory, one by one in the order given.
   *
   * @throws FsrStore.StoreUnavailable and leaves the first that could not be saved, and the ones
   *     after it, as they were
   */
  void now(Collection<FsrRecord> records) {
    Instant now = clock.instant();
    for (FsrRecord next : records) {
      FsrKey key = FsrKey.of(next);
      List<Notification> changes = new ArrayList<>(unsaved.getOrDefault(key, List.of()));
      changes.addAll(Changes.between(open.get(key), next, now));
      save(next, changes);
      unsaved.remove(key);
      keep(next);
      if (next.state().terminal()) {
        forget(next);
      }
    }
  }

  /** Saves what is not saved yet; false when the store did not take it. */
  boolean flush() {
    for (FsrKey key : new ArrayList<>(unsaved.keySet())) {
      FsrRecord fsr = open.get(key);
      try {
        if (fsr != null) {
          save(fsr, unsaved.getOrDefault(key, List.of()));
        }
        unsaved.remove(key);
      } catch (FsrStore.StoreUnavailable e) {
        return false;
      }
      if (fsr != null && fsr.state().terminal()) {
        forget(fsr);
      }
    }
    return true;
  }

  boolean saved(FsrKey key) {
    return !unsaved.containsKey(key);
  }

  private void save(FsrRecord fsr, List<Notification> changes) {
    List<Notification> numbered = new ArrayList<>(changes.size());
    for (Notification change : changes) {
      // An offset is never used again, even if the save fails: the failure may come after commit.
      numbered.add(Changes.at(++lastOffset, change));
    }
    store.save(fsr, numbered);
    numbered.forEach(published);
  }

  private void keep(FsrRecord fsr) {
    FsrKey key = FsrKey.of(fsr);
    if (open.put(key, fsr) == null) {
      for (Participation part : fsr.participations()) {
        byStation.computeIfAbsent(part.stationId(), id -> new LinkedHashSet<>()).add(key);
      }
    }
  }

  private void forget(FsrRecord fsr) {
    FsrKey key = FsrKey.of(fsr);
    open.remove(key);
    for (Participation part : fsr.participations()) {
      Set<FsrKey> keys = byStation.get(part.stationId());
      if (keys != null) {
        keys.remove(key);
        if (keys.isEmpty()) {
          byStation.remove(part.stationId());
        }
      }
    }
  }
}

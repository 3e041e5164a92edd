package dev.sluice.store;

import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One text for each station: read from memory, written by a thread of its own. What waits is
 * bounded by the number of stations, since only the last text of each is kept.
 */
final class StationTexts implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StationTexts.class.getName());
  private static final long RETRY_MS = 1_000;

  private final SqliteStore store;
  private final SqliteStore.StationTable table;
  private final ConcurrentHashMap<String, String> texts;
  private final Object gate = new Object();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Thread writer;
  private boolean closed;

  StationTexts(SqliteStore store, SqliteStore.StationTable table) {
    this.store = store;
    this.table = table;
    this.texts = new ConcurrentHashMap<>(store.stationTexts(table));
    this.writer = new Thread(this::write, "store-" + table.name().replace('_', '-'));
    writer.setDaemon(true);
    writer.start();
  }

  Optional<String> get(String stationId) {
    return Optional.ofNullable(texts.get(stationId));
  }

  /** Those of all stations, by id. */
  Map<String, String> all() {
    return Map.copyOf(texts);
  }

  /** Never waits for the database. */
  void put(String stationId, String text) {
    synchronized (gate) {
      if (text.equals(texts.put(stationId, text))) {
        return;
      }
      waiting.put(stationId, text);
      gate.notifyAll();
    }
  }

  private void write() {
    try {
      while (true) {
        Map<String, String> batch;
        synchronized (gate) {
          while (waiting.isEmpty() && !closed) {
            gate.wait();
          }
          if (waiting.isEmpty()) {
            return;
          }
          batch = new LinkedHashMap<>(waiting);
          waiting.clear();
        }
        if (!stored(batch) && !keepForLater(batch)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stored(Map<String, String> batch) {
    try {
      store.saveStationTexts(table, batch);
      return true;
    } catch (StoreUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, table + " of " + batch.size() + " stations waits", e);
      return false;
    }
  }

  /** False when there is no later. */
  private boolean keepForLater(Map<String, String> batch) throws InterruptedException {
    synchronized (gate) {
      batch.forEach(waiting::putIfAbsent);
      long end = System.nanoTime() + RETRY_MS * 1_000_000;
      for (long left = RETRY_MS; left > 0 && !closed; ) {
        gate.wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
      return !closed;
    }
  }

  /** Writes what waits, then ends the thread; bounded to five seconds. */
  @Override
  public void close() {
    synchronized (gate) {
      closed = true;
      gate.notifyAll();
    }
    try {
      writer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

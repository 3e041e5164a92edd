package dev.sluice.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.StationMemory;
import java.util.ArrayList;
import java.util.List;

/** What stations are, read at the start and stored soon after a change. Close before the store. */
public final class SqliteStationMemory implements StationMemory, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqliteStationMemory.class.getName());
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final StationTexts texts;

  public SqliteStationMemory(SqliteStore store) {
    this.texts = new StationTexts(store, SqliteStore.StationTable.STATION_MEMORY);
  }

  /** One that cannot be read is left out: the station will say it again at its next boot. */
  @Override
  public List<Remembered> all() {
    List<Remembered> all = new ArrayList<>();
    texts
        .all()
        .forEach(
            (stationId, text) -> {
              try {
                all.add(JSON.readValue(text, Remembered.class));
              } catch (JsonProcessingException e) {
                LOG.log(
                    System.Logger.Level.WARNING,
                    "what was stored of " + stationId + " cannot be read: " + e.getMessage());
              }
            });
    return all;
  }

  @Override
  public void keep(Remembered station) {
    try {
      texts.put(station.stationId(), JSON.writeValueAsString(station));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers can always be written", e);
    }
  }

  @Override
  public void close() {
    texts.close();
  }
}

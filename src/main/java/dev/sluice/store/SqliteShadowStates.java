package dev.sluice.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.FsrStore.StoreUnavailable;
import dev.sluice.ocpp.link.ShadowStates;
import java.util.Optional;

/**
 * Shadows of installed profiles, read from memory and stored soon after. Close before the store.
 */
public final class SqliteShadowStates implements ShadowStates, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StationTexts texts;

  public SqliteShadowStates(SqliteStore store) {
    this.texts = new StationTexts(store, SqliteStore.StationTable.PROFILE_SHADOW);
  }

  @Override
  public Optional<JsonNode> get(String stationId) {
    return texts.get(stationId).map(text -> parse(stationId, text));
  }

  private static JsonNode parse(String stationId, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreUnavailable("the stored shadow of " + stationId + " is not readable", e);
    }
  }

  @Override
  public void put(String stationId, JsonNode shadow) {
    texts.put(stationId, shadow.toString());
  }

  @Override
  public void close() {
    texts.close();
  }
}

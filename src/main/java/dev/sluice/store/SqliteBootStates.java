package dev.sluice.store;

import dev.sluice.ocpp.link.BootStates;

/** Boot states, read from memory and stored soon after. Close before the store. */
public final class SqliteBootStates implements BootStates, AutoCloseable {
  private final StationTexts texts;

  public SqliteBootStates(SqliteStore store) {
    this.texts = new StationTexts(store, SqliteStore.StationTable.BOOT_STATE);
  }

  @Override
  public BootState get(String stationId) {
    return texts.get(stationId).map(BootState::valueOf).orElse(BootState.UNKNOWN);
  }

  @Override
  public void put(String stationId, BootState state) {
    texts.put(stationId, state.name());
  }

  @Override
  public void close() {
    texts.close();
  }
}

package dev.sluice.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables in force. The set is replaced as a whole while messages flow: an exchange sees either
 * the old one or the new one. Safe for any thread.
 */
public final class MappingTables {
  private volatile Map<String, MappingTable> byId;

  private MappingTables(Map<String, MappingTable> byId) {
    this.byId = byId;
  }

  /** These tables; of two with one id the later one counts. */
  public static MappingTables of(Collection<MappingTable> tables) {
    Map<String, MappingTable> byId = new LinkedHashMap<>();
    for (MappingTable table : tables) {
      byId.put(table.id(), table);
    }
    return new MappingTables(byId);
  }

  /** The table with this id, for example {@code ocpp-2.1/MeterValues}. */
  public Optional<MappingTable> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The ids of all tables in force. */
  public Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  /** Up to three ids that look like this one, the most alike first. */
  public List<String> near(String id) {
    return Nearness.nearest(id, byId.keySet(), 3);
  }

  /** The set in force now, which stays as it is when this one is replaced. */
  public MappingTables inForce() {
    return new MappingTables(byId);
  }

  /** From here on the other set's tables are in force. */
  public void replace(MappingTables other) {
    byId = other.byId;
  }
}

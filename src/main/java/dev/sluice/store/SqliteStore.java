package dev.sluice.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.FsrStore;
import dev.sluice.flexibility.Group;
import dev.sluice.flexibility.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The store on SQLite: write-ahead log, each commit on disk before it returns, one connection that
 * writes and one that reads, so that a long poll does not wait for a commit.
 */
public final class SqliteStore implements FsrStore, AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** With less than this a request with many stations may not fit. */
  private static final int ROOM_PAGES = 4;

  private final Connection writer;
  private final Connection reader;
  private final long mostPages;
  private final Object writing = new Object();
  private final Object reading = new Object();
  private volatile String trouble = "";

  private SqliteStore(Connection writer, Connection reader, long mostPages) {
    this.mostPages = mostPages;
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Opens the database in the folder, making and migrating it as needed.
   *
   * @throws StoreUnavailable when the folder or the database cannot be used
   */
  public static SqliteStore open(Path dataDir) {
    return open(dataDir, Long.MAX_VALUE);
  }

  /**
   * Opens the database like {@link #open(Path)}, and lets it grow to a size only; what would make
   * it larger is not stored.
   *
   * @param largest in bytes; rounded down to whole pages
   * @throws StoreUnavailable when the folder or the database cannot be used
   */
  public static SqliteStore open(Path dataDir, long largest) {
    Path file = dataDir.resolve("sluice.db");
    try {
      Files.createDirectories(dataDir);
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setBusyTimeout(5_000);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
      Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
      Connection writer = source.getConnection();
      long mostPages = limit(writer, largest);
      return new SqliteStore(writer, source.getConnection(), mostPages);
    } catch (IOException | SQLException | FlywayException e) {
      throw new StoreUnavailable("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  private static long limit(Connection writer, long largest) throws SQLException {
    try (Statement ask = writer.createStatement()) {
      long page;
      try (ResultSet answer = ask.executeQuery("PRAGMA page_size")) {
        page = answer.getLong(1);
      }
      // SQLite's own bound of the number of pages.
      long pages = Math.min(largest / page, 0xfffffffeL);
      ask.execute("PRAGMA max_page_count = " + pages);
      return pages;
    }
  }

  /** Why data is not stored; empty when nothing is wrong. */
  public String trouble() {
    long used = pragma("page_count") - pragma("freelist_count");
    if (used > mostPages - ROOM_PAGES) {
      return "the database is full: it has reached the largest size that it may have";
    }
    return trouble;
  }

  private long pragma(String name) {
    return read("PRAGMA " + name, row -> row.getLong(1)).get(0);
  }

  @Override
  public void save(FsrRecord fsr, List<Notification> notifications) {
    String body = write(fsr);
    commit(
        connection -> {
          try (PreparedStatement row =
              connection.prepareStatement(
                  "INSERT INTO fsr (fo_id, fsr_id, state, is_open, body, updated_at)"
                      + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (fo_id, fsr_id) DO UPDATE SET"
                      + " state = excluded.state, is_open = excluded.is_open,"
                      + " body = excluded.body, updated_at = excluded.updated_at")) {
            row.setString(1, fsr.request().foId());
            row.setString(2, fsr.request().fsrId());
            row.setString(3, fsr.state().name());
            row.setInt(4, fsr.state().terminal() ? 0 : 1);
            row.setString(5, body);
            row.setString(6, fsr.updatedAt().toString());
            row.executeUpdate();
          }
          append(connection, notifications);
        });
  }

  private static void append(Connection connection, List<Notification> notifications)
      throws SQLException {
    if (notifications.isEmpty()) {
      return;
    }
    try (PreparedStatement row =
        connection.prepareStatement(
            "INSERT INTO notification"
                + " (log_offset, fo_id, happened_at, kind, fsr_id, state, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Notification notification : notifications) {
        row.setLong(1, notification.offset());
        row.setString(2, notification.foId());
        row.setString(3, notification.at().toString());
        row.setString(4, notification.type());
        row.setString(5, notification.fsrId());
        row.setString(6, notification.state());
        row.setString(7, notification.detail());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  @Override
  public Optional<FsrRecord> find(String foId, String fsrId) {
    return read(
            "SELECT body FROM fsr WHERE fo_id = ? AND fsr_id = ?",
            row -> parse(row.getString(1), FsrRecord.class),
            foId,
            fsrId)
        .stream()
        .findFirst();
  }

  @Override
  public List<FsrRecord> open() {
    return read(
        "SELECT body FROM fsr WHERE is_open = 1 ORDER BY fo_id, fsr_id",
        row -> parse(row.getString(1), FsrRecord.class));
  }

  @Override
  public List<Notification> notifications(String foId, long after, int limit) {
    return read(
        "SELECT log_offset, fo_id, happened_at, kind, fsr_id, state, detail FROM notification"
            + " WHERE fo_id = ? AND log_offset > ? ORDER BY log_offset LIMIT ?",
        row ->
            new Notification(
                row.getLong(1),
                row.getString(2),
                Instant.parse(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)),
        foId,
        after,
        limit);
  }

  @Override
  public long lastOffset() {
    return read("SELECT COALESCE(MAX(log_offset), 0) FROM notification", row -> row.getLong(1))
        .get(0);
  }

  @Override
  public void saveGroup(Group group) {
    String stations = write(group.stations());
    commit(
        connection -> {
          try (PreparedStatement row =
              connection.prepareStatement(
                  "INSERT INTO fo_group (fo_id, group_id, stations, version) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (fo_id, group_id) DO UPDATE SET"
                      + " stations = excluded.stations, version = excluded.version")) {
            row.setString(1, group.foId());
            row.setString(2, group.groupId());
            row.setString(3, stations);
            row.setLong(4, group.version());
            row.executeUpdate();
          }
        });
  }

  @Override
  public Optional<Group> findGroup(String foId, String groupId) {
    return read(
            "SELECT stations, version FROM fo_group WHERE fo_id = ? AND group_id = ?",
            row -> new Group(foId, groupId, names(row.getString(1)), row.getLong(2)),
            foId,
            groupId)
        .stream()
        .findFirst();
  }

  /** All rows of a table that keeps one text for each station. */
  Map<String, String> stationTexts(StationTable table) {
    Map<String, String> texts = new TreeMap<>();
    read(
        "SELECT station_id, " + table.column + " FROM " + table.table,
        row -> texts.put(row.getString(1), row.getString(2)) == null);
    return texts;
  }

  /** Stores texts in one transaction. */
  void saveStationTexts(StationTable table, Map<String, String> texts) {
    commit(
        connection -> {
          try (PreparedStatement row =
              connection.prepareStatement(
                  String.format(
                      "INSERT INTO %1$s (station_id, %2$s) VALUES (?, ?)"
                          + " ON CONFLICT (station_id) DO UPDATE SET %2$s = excluded.%2$s",
                      table.table, table.column))) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
              row.setString(1, text.getKey());
              row.setString(2, text.getValue());
              row.addBatch();
            }
            row.executeBatch();
          }
        });
  }

  /** The tables that keep one text for each station. */
  enum StationTable {
    BOOT_STATE("boot_state", "state"),
    PROFILE_SHADOW("profile_shadow", "body"),
    STATION_MEMORY("station_memory", "body");

    private final String table;
    private final String column;

    StationTable(String table, String column) {
      this.table = table;
      this.column = column;
    }
  }

  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private void commit(Change change) {
    synchronized (writing) {
      try {
        // Not the driver's own transactions: after "database is full" SQLite has rolled back by
        // itself, and the driver would never begin another one.
        run("BEGIN IMMEDIATE");
        change.on(writer);
        run("COMMIT");
        trouble = "";
      } catch (SQLException e) {
        try {
          run("ROLLBACK");
        } catch (SQLException second) {
          e.addSuppressed(second);
        }
        trouble = "not stored: " + e.getMessage();
        throw new StoreUnavailable(trouble, e);
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> List<T> read(String sql, Row<T> row, Object... arguments) {
    synchronized (reading) {
      try (PreparedStatement query = reader.prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) {
          query.setObject(i + 1, arguments[i]);
        }
        List<T> rows = new ArrayList<>();
        try (ResultSet result = query.executeQuery()) {
          while (result.next()) {
            rows.add(row.of(result));
          }
        }
        return rows;
      } catch (SQLException e) {
        throw new StoreUnavailable("not read: " + e.getMessage(), e);
      }
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  private static <T> T parse(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new StoreUnavailable("a stored " + type.getSimpleName() + " is not readable", e);
    }
  }

  private static List<String> names(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new StoreUnavailable("a stored group is not readable", e);
    }
  }

  @Override
  public void close() {
    synchronized (writing) {
      synchronized (reading) {
        try {
          try {
            reader.close();
          } finally {
            writer.close();
          }
        } catch (SQLException e) {
          throw new StoreUnavailable("not closed: " + e.getMessage(), e);
        }
      }
    }
  }
}

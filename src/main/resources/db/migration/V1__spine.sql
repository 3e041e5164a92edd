-- Runs on SQLite and PostgreSQL alike.
CREATE TABLE fsr (
  fo_id TEXT NOT NULL,
  fsr_id TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (fo_id, fsr_id)
);
CREATE INDEX fsr_by_open ON fsr (is_open);

CREATE TABLE notification (
  log_offset BIGINT NOT NULL PRIMARY KEY,
  fo_id TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  fsr_id TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX notification_by_fo ON notification (fo_id, log_offset);

CREATE TABLE fo_group (
  fo_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  stations TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (fo_id, group_id)
);

CREATE TABLE boot_state (
  station_id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
);

CREATE TABLE profile_shadow (
  station_id TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);

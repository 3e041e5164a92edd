-- What stations tell once and not again: vendor, model, number of EVSEs, unit of limits.
CREATE TABLE station_memory (
  station_id TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);

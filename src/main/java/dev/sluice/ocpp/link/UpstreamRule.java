package dev.sluice.ocpp.link;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a group of stations instead of what holds for all.
 *
 * @param stations the stations' ids; null = any
 * @param path what the station's path begins with, as received and in whole segments, such as
 *     {@code /tenant-a}; empty = any
 * @param upstream everything that holds for them
 */
public record UpstreamRule(@Nullable StationPattern stations, String path, Upstream upstream) {
  public UpstreamRule {
    if (!path.isEmpty() && (!path.startsWith("/") || path.indexOf('?') >= 0)) {
      throw new IllegalArgumentException(
          "A path must begin with a slash, such as /tenant-a, but is " + path);
    }
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  boolean isAbout(StationId id) {
    boolean there = id.path().startsWith(path) && id.path().startsWith("/", path.length());
    return there && (stations == null || stations.names(id.decoded()));
  }
}

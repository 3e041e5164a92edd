package dev.sluice.flexibility;

import java.util.List;

/**
 * A group of stations that an FO addresses as one.
 *
 * @param foId the FO that made it
 * @param groupId its id, unique for the FO
 * @param stations the members' station ids, without duplicates
 * @param version counts changes, from 1; the ETag
 */
public record Group(String foId, String groupId, List<String> stations, long version) {
  public Group {
    stations = List.copyOf(stations);
  }
}

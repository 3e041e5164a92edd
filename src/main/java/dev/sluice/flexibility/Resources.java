package dev.sluice.flexibility;

import dev.sluice.model.StationView;
import java.util.List;
import java.util.Optional;

/**
 * What the core knows of stations and EVSEs; fed by observation, read by allocation and the FO
 * port.
 */
public interface Resources {
  Optional<StationView> station(String stationId);

  /** All known stations, by id. */
  List<StationView> stations();
}

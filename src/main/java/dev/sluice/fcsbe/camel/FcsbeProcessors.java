package dev.sluice.fcsbe.camel;

import dev.sluice.flexibility.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Processor;

/** The FO port's processors by the names under which routes call them. */
public final class FcsbeProcessors {
  private FcsbeProcessors() {}

  /**
   * All processors of this room.
   *
   * @param resources what is known of the stations
   */
  public static Map<String, Processor> all(Resources resources) {
    Map<String, Processor> all = new LinkedHashMap<>(FoHeaders.named(resources));
    all.putAll(FcsbeReaders.named());
    all.putAll(new FcsbeWriters(resources).named());
    all.put("writeProblem", new WriteProblem());
    return Map.copyOf(all);
  }
}

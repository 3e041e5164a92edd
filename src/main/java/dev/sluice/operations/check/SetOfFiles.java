package dev.sluice.operations.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** The files of the integrator as they were at one moment: what is checked is what is deployed. */
public record SetOfFiles(FileTexts routes, FileTexts mappings) {
  /** Twelve hexadecimal digits that are the same for the same files. */
  public String version() {
    return routes.version(mappings);
  }

  /** The files that are not the same in the other set, each with its folder before it. */
  public List<String> differences(SetOfFiles other) {
    List<String> differing = new ArrayList<>();
    differing(differing, "routes/", routes, other.routes);
    differing(differing, "mappings/", mappings, other.mappings);
    return differing;
  }

  private static void differing(List<String> into, String prefix, FileTexts one, FileTexts other) {
    TreeSet<String> names = new TreeSet<>(one.texts().keySet());
    names.addAll(other.texts().keySet());
    for (String name : names) {
      if (!Objects.equals(one.texts().get(name), other.texts().get(name))) {
        into.add(prefix + name);
      }
    }
  }
}

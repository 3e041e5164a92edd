package dev.sluice.operations.check;

import dev.sluice.mapping.MappingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of checking a set of files.
 *
 * @param routeFindings what is wrong in route files, by file and place
 * @param mappingFindings what is wrong in mapping tables
 * @param tables the tables without findings
 * @param parts what is known of each route file that can be read
 */
public record Checked(
    List<Finding> routeFindings,
    List<Finding> mappingFindings,
    MappingTables tables,
    Map<String, Part> parts) {
  /**
   * @param shared whether the file has parts that change routes of other files
   * @param beans names that the file gives
   */
  public record Part(boolean shared, Set<String> beans) {}

  public Checked {
    routeFindings = List.copyOf(routeFindings);
    mappingFindings = List.copyOf(mappingFindings);
    parts = Map.copyOf(parts);
  }

  /** All findings, each with the name of its folder before the file. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    routeFindings.forEach(finding -> all.add(finding.under("routes")));
    all.addAll(mappingFindings);
    return all;
  }

  /** The route files that cannot be used, whatever others are put right. */
  public Set<String> unusable() {
    return routeFindings.stream()
        .filter(finding -> !finding.ofOthers())
        .map(Finding::file)
        .collect(Collectors.toSet());
  }
}

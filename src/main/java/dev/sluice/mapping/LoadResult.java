package dev.sluice.mapping;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of loading a folder.
 *
 * @param tables the tables without findings
 * @param findings everything that keeps a table out of force, file by file in the order of the
 *     lines
 * @param coverage what the tables carry of the information model; it has findings of its own, which
 *     keep no table out of force
 */
public record LoadResult(MappingTables tables, List<Finding> findings, Coverage coverage) {
  public LoadResult {
    findings = List.copyOf(findings);
  }

  /** The same, with findings about what was read before the tables in front. */
  public LoadResult after(List<Finding> before) {
    return new LoadResult(
        tables, Stream.concat(before.stream(), findings.stream()).toList(), coverage);
  }

  /** All findings, those of the declarations too. */
  public List<Finding> all() {
    return Stream.concat(findings.stream(), coverage.findings().stream()).toList();
  }
}

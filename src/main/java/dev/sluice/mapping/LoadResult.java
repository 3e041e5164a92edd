package dev.sluice.mapping;

import java.util.List;

/**
 * What came of loading a folder.
 *
 * @param tables the tables without findings
 * @param findings everything that is wrong, file by file in the order of the lines
 */
public record LoadResult(MappingTables tables, List<Finding> findings) {
  public LoadResult {
    findings = List.copyOf(findings);
  }
}

package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element, or one part of it, in one protocol.
 *
 * @param state what becomes of it
 * @param carriers the rows that carry it
 * @param declaration why none does; null when one does, or nobody said why
 */
public record CoverageCell(
    CoverageState state, List<Carrier> carriers, @Nullable CoverageDeclaration declaration) {
  public CoverageCell {
    carriers = List.copyOf(carriers);
  }

  static CoverageCell of(List<Carrier> carriers, @Nullable CoverageDeclaration declaration) {
    if (carriers.stream().anyMatch(carrier -> carrier.quality() == null)) {
      return new CoverageCell(CoverageState.FULL, carriers, null);
    }
    if (!carriers.isEmpty()) {
      return new CoverageCell(CoverageState.DEGRADED, carriers, null);
    }
    return new CoverageCell(
        declaration == null ? CoverageState.BLANK : declaration.state(), carriers, declaration);
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.RowEffect.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one application of a table collects on its way. */
final class MappingPass {
  /** A message with a hundred thousand bad samples must not become as many reports. */
  private static final int MOST_DEGRADATIONS = 1000;

  private final String table;
  private final List<Degradation> degradations = new ArrayList<>(0);

  /** Null unless someone watches: only who tries a table pays for it. */
  private final @Nullable List<RowEffect> effects;

  MappingPass(String table, @Nullable List<RowEffect> effects) {
    this.table = table;
    this.effects = effects;
  }

  /** Tells a person who tries the table what a row did. */
  void tell(Alternative row, Effect effect, Scope scope, @Nullable JsonNode after) {
    List<RowEffect> told = effects;
    if (told == null || told.size() >= MOST_DEGRADATIONS) {
      return;
    }
    ElementPath source = row.source();
    @Nullable JsonNode before =
        source == null || effect == Effect.DOES_NOT_APPLY ? null : source.read(scope);
    told.add(
        new RowEffect(
            row.at(),
            source == null ? "constant" : source.toString(),
            row.target(),
            effect,
            before == null ? null : before.toString(),
            after == null ? null : after.toString()));
  }

  void degraded(Degradation degradation) {
    if (degradations.size() < MOST_DEGRADATIONS) {
      degradations.add(degradation);
    }
  }

  MappingException failure(Position at, String element, String what) {
    return new MappingException(
        table, element, at.file() + ":" + at.line() + ": " + element + ": " + what);
  }

  List<Degradation> degradations() {
    return degradations;
  }
}

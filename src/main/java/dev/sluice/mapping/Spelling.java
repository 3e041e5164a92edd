package dev.sluice.mapping;

import java.util.Collection;

/** What a person probably meant who wrote a name that does not exist. */
public final class Spelling {
  private Spelling() {}

  /** {@code did you mean 'x'?} for the nearest of the candidates; empty when none is near. */
  public static String didYouMean(String written, Collection<String> candidates) {
    return Nearness.nearest(written, candidates, 1).stream()
        .findFirst()
        .map(near -> "did you mean '" + near + "'?")
        .orElse("");
  }
}

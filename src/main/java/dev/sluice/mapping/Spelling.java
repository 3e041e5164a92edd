package dev.sluice.mapping;

import java.util.Collection;
import java.util.Optional;

/** What a person probably meant who wrote a name that does not exist. */
public final class Spelling {
  private Spelling() {}

  /** The candidate most like what was written; empty when none is near. */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    return Nearness.nearest(written, candidates, 1).stream().findFirst();
  }
}

package dev.sluice.iso15118;

import java.util.List;

/** What may stand inside an element, and how often. */
sealed interface Particle {
  /** No upper bound. */
  int UNBOUNDED = -1;

  /** Least number of times, 0 or more. */
  int min();

  /** Most number of times, or {@link #UNBOUNDED}. */
  int max();

  /** Whether it may be there more than once. */
  default boolean repeats() {
    return max() == UNBOUNDED || max() > 1;
  }

  /** All parts, in this order. */
  record Sequence(int min, int max, List<Particle> parts) implements Particle {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Exactly one of the parts; also the members of a substitution group and its head. */
  record Choice(int min, int max, List<Particle> parts) implements Particle {
    public Choice {
      parts = List.copyOf(parts);
    }
  }

  /** A child element. */
  record Child(int min, int max, String namespace, String name, String type) implements Particle {}

  /** Any element of any namespace. */
  record Wildcard(int min, int max) implements Particle {}
}

package dev.sluice.operations.config;

import java.time.Duration;

/** Checks of what was read. The messages name the property, since the reader sees nothing else. */
final class Bounds {
  private Bounds() {}

  static void within(String property, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          property + " must be between " + least + " and " + most + ", but is " + value);
    }
  }

  static void within(String property, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          property
              + " must be between "
              + text(least)
              + " and "
              + text(most)
              + ", but is "
              + text(value));
    }
  }

  private static String text(Duration value) {
    return value.toMillis() % 1000 == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
  }
}

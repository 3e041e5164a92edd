package dev.sluice.security;

import java.util.List;

/** A stations file that cannot be used; each problem begins with file:line:column. */
public final class StationsFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StationsFileException(List<String> problems) {
    super(String.join("\n", problems));
  }
}

package dev.sluice.operations.config;

import java.util.List;

/** The file of upstreams cannot be used. */
public final class BadUpstreamsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> findings;

  /**
   * @param findings each with file, line, column, what is wrong, and what to write instead
   */
  BadUpstreamsException(List<String> findings) {
    super(String.join("; ", findings));
    this.findings = List.copyOf(findings);
  }

  public List<String> findings() {
    return findings;
  }
}

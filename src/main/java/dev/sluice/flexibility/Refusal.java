package dev.sluice.flexibility;

/** A request that the core does not take. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code one of the problem codes of fo-interface 4.4, for example {@code over-commitment}
   * @param message what is wrong, where, and what instead
   */
  public Refusal(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public String code() {
    return code;
  }
}

package dev.sluice.simulator;

/** The FO port answered with a problem where a result was needed. */
public final class FoRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient FoProblem problem;

  FoRefused(String request, FoProblem problem) {
    super(request + " was refused: " + problem);
    this.problem = problem;
  }

  public FoProblem problem() {
    return problem;
  }
}

package dev.sluice.fcsbe;

import java.util.List;

/** A request that the FO port does not take, with the problem to answer. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemCode code, String detail) {
    this(new Problem(code, detail, List.of()));
  }

  public Problem problem() {
    return problem;
  }
}

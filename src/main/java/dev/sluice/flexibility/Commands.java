package dev.sluice.flexibility;

/** Port: takes the core's commands to the use-case routes. */
public interface Commands {
  /**
   * Takes a command. Returns at once; the end is reported to {@link FlexibilityCore#commandEnded}.
   * A command for whose use case no route is there ends {@link CommandResult.Outcome#REFUSED} with
   * a detail that says so.
   */
  void submit(Command command);
}

package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import java.util.function.Consumer;

/** Carries out the commands of one use case: the start of its route. */
interface CommandTaker {
  /**
   * Takes a command.
   *
   * @param end to be told the end, once, on whatever thread
   */
  void take(Command command, Consumer<CommandResult> end);
}

package dev.sluice.operations.cli;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.StartFailures;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Reads the command line and runs a command. */
public final class CommandLineOfSluice {
  /** The command left threads behind that keep the process alive until a signal ends it. */
  public static final int RUNNING = -1;

  private CommandLineOfSluice() {}

  /**
   * The exit code: 0 done, 1 it failed or found something, 2 not a command line of this program, or
   * {@link #RUNNING}.
   */
  public static int run(String... args) {
    // Before other threads log: the logging system starts with the first who asks.
    LoggerFactory.getILoggerFactory();
    boolean debug = Arrays.asList(args).contains("--debug");
    return new CommandLine(new RootCommand())
        .setUnmatchedOptionsArePositionalParams(true)
        .setExecutionExceptionHandler(
            (thrown, line, parsed) -> {
              StartFailure failure = StartFailures.of(thrown);
              line.getErr().print(failure.lines());
              if (debug) {
                thrown.printStackTrace(line.getErr());
              }
              line.getErr().flush();
              return 1;
            })
        .execute(args);
  }
}

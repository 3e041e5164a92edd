package dev.sluice.operations;

import dev.sluice.operations.cli.CommandLineOfSluice;

/** Entry point: {@code java -jar sluice.jar <command>}. */
public final class Sluice {
  private Sluice() {}

  public static void main(String[] args) {
    int code = CommandLineOfSluice.run(args);
    if (code != CommandLineOfSluice.RUNNING) {
      System.exit(code);
    }
  }
}

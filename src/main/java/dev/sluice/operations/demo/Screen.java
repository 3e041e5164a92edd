package dev.sluice.operations.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Where a demo is shown: a terminal, on which the picture is redrawn in place, or anything else,
 * which gets lines that stay. For one thread at a time.
 */
final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final Ink ink;
  private int drawn;

  Screen(PrintStream out, boolean terminal, Ink ink) {
    this.out = out;
    this.terminal = terminal;
    this.ink = ink;
  }

  /** Standard output: colours only on a terminal, and not where {@code NO_COLOR} is set. */
  static Screen standard(PrintStream out) {
    return of(out, System.console() != null, System.getenv());
  }

  static Screen of(PrintStream out, boolean console, Map<String, String> environment) {
    boolean terminal = console && !environment.getOrDefault("TERM", "").equals("dumb");
    boolean coloured = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(out, terminal, coloured ? Ink.ANSI : Ink.PLAIN);
  }

  boolean terminal() {
    return terminal;
  }

  Ink ink() {
    return ink;
  }

  /** Shows a picture in place of the one before. */
  synchronized void picture(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (terminal && drawn > 0) {
      frame.append("\u001B[").append(drawn).append('A');
    }
    for (String line : lines) {
      frame.append(line).append(terminal ? "\u001B[K\n" : "\n");
    }
    if (terminal) {
      frame.append("\u001B[J");
    }
    out.print(frame);
    out.flush();
    drawn = lines.size();
  }

  /** Writes a line that stays; a later picture begins below it. */
  synchronized void say(String line) {
    out.println(line);
    out.flush();
    drawn = 0;
  }
}

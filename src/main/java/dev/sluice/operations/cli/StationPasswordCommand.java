package dev.sluice.operations.cli;

import dev.sluice.security.PasswordHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "password",
    description = {
      "Reads a station's password from standard input, up to the end of its first line, and",
      "prints the entry for the stations file."
    })
final class StationPasswordCommand implements Callable<Integer> {
  private static final int LONGEST = 512;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ID", description = "The station's id.")
  private String id = "";

  @Option(
      names = "--hex",
      description = "The password is given in hexadecimal digits, and is the bytes they stand for.")
  private boolean hex;

  @Option(
      names = "--iterations",
      description = "Rounds of hashing (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + PasswordHash.USUAL_ITERATIONS)
  private int iterations;

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      return 2;
    }
    try {
      byte[] line = firstLine(System.in.readNBytes(LONGEST + 2));
      byte[] password =
          hex ? HexFormat.of().parseHex(new String(line, StandardCharsets.US_ASCII)) : line;
      if (password.length == 0 || password.length > LONGEST) {
        throw new IllegalArgumentException("a password has 1 to " + LONGEST + " bytes");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("  - id: '" + id.replace("'", "''") + "'");
      out.println("    password: " + PasswordHash.make(password, iterations));
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] firstLine(byte[] read) {
    int end = 0;
    while (end < read.length && read[end] != '\n') {
      end++;
    }
    boolean carriage = end > 0 && end < read.length && read[end - 1] == '\r';
    return Arrays.copyOf(read, carriage ? end - 1 : end);
  }
}

package dev.sluice.bench.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the JDK's own tool can tell a Java process to do. */
final class Jcmd {
  private Jcmd() {}

  /**
   * @return what it printed
   * @throws IOException when the command failed
   */
  static String run(long pid, String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid));
    Collections.addAll(line, command);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || text.contains("Exception")) {
      throw new IOException(String.join(" ", line) + ": " + text);
    }
    return text;
  }
}

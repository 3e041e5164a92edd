package dev.sluice.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records where a Java process spends its time and its memory: async-profiler, or else JFR. */
final class Profiler {
  private static final String EVENTS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0" label="relay benchmark">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting><setting name="period">10 ms</setting>
        </event>
        <event name="jdk.NativeMethodSample">
          <setting name="enabled">true</setting><setting name="period">10 ms</setting>
        </event>
        <event name="jdk.ObjectAllocationSample">
          <setting name="enabled">true</setting><setting name="throttle">1000/s</setting>
          <setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  private final long pid;
  private final String library;
  private final Path file;
  private boolean async;

  /**
   * @param library async-profiler's, empty = there is none
   * @param file the recording that is made
   */
  Profiler(long pid, String library, Path file) {
    this.pid = pid;
    this.library = library;
    this.file = file;
  }

  void start() throws IOException, InterruptedException {
    if (!library.isEmpty()) {
      async = agent("start,event=ctimer,interval=1ms,alloc=64k,threads,jfr,file=" + file);
    }
    if (!async) {
      Path settings = Files.writeString(file.resolveSibling("bench.jfc"), EVENTS);
      Jcmd.run(pid, "JFR.start", "name=bench", "settings=" + settings);
    }
  }

  void stop() throws IOException, InterruptedException {
    if (async) {
      agent("stop,file=" + file);
    } else {
      Jcmd.run(pid, "JFR.dump", "name=bench", "filename=" + file);
      Jcmd.run(pid, "JFR.stop", "name=bench");
    }
  }

  private boolean agent(String options) throws IOException, InterruptedException {
    // Quoted, or jcmd takes the commas for its own.
    String said = Jcmd.run(pid, "JVMTI.agent_load", library, '"' + options + '"');
    return said.contains("return code: 0");
  }

  /** What records. */
  String tool() {
    return async ? "async-profiler" : "JFR";
  }
}

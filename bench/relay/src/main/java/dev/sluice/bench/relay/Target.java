package dev.sluice.bench.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured: an address for stations, and the processes behind it.
 *
 * @param pid of the process that was started, whose children belong to it; 0 = no proxy at all
 */
record Target(String name, InetSocketAddress address, long pid) {
  /** Ticks of {@code utime} and {@code stime} per second, the same on all of today's Linux. */
  private static final long TICKS = 100;

  /**
   * @param text {@code name=port@pid} or {@code name=port}
   */
  static Target of(String text) {
    String[] parts = text.split("[=@]");
    long pid = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
    return new Target(
        parts[0], new InetSocketAddress("127.0.0.1", Integer.parseInt(parts[1])), pid);
  }

  /** Whether it is a Java process. */
  boolean java() {
    try {
      return pid > 0
          && Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).endsWith("bin/java");
    } catch (IOException e) {
      return false;
    }
  }

  private List<Long> processes() {
    if (pid == 0) {
      return List.of();
    }
    ProcessHandle root =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException(name + " has ended; see its log"));
    return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
  }

  /** Processor time used by all its processes so far, in nanoseconds, exact to 10 ms. */
  long cpu() {
    return processes().stream().mapToLong(Target::cpu).sum();
  }

  /** What of {@link #cpu} the JVM's compilers have used; 0 for what is not Java. */
  long compiling() {
    if (!java()) {
      return 0;
    }
    long sum = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler(?s:.*)")) {
          sum += time(Files.readString(thread.resolve("stat")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }

  /** Processor time of one process. */
  static long cpu(long pid) {
    return time(read("/proc/" + pid + "/stat"));
  }

  private static long time(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * (1_000_000_000L / TICKS);
  }

  /** Resident memory in KB, what is shared counted once. */
  long resident() {
    return processes().stream().mapToLong(Target::resident).sum();
  }

  private static long resident(long pid) {
    return read("/proc/" + pid + "/smaps_rollup")
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .sum();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

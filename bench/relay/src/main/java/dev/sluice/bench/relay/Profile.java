package dev.sluice.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording as stacks with weights: time in samples, allocation in bytes. Written beside it as
 * collapsed text, one {@code a;b;c weight} a line, and as flame graphs.
 */
final class Profile {
  private static final int TOP = 25;
  private static final String OURS = "dev.sluice.";

  private final Path file;
  private final Map<String, Long> time = new TreeMap<>();
  private final Map<String, Long> allocation = new TreeMap<>();

  Profile(Path file) throws IOException {
    this.file = file;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        add(recording.readEvent());
      }
    }
  }

  /** Prints a recording that was made before. */
  static void read(Options options) throws IOException {
    new Profile(Path.of(options.text("file", ""))).print();
  }

  private void add(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    if (trace == null) {
      return;
    }
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
        String stack = stack(trace);
        if (!waits(stack)) {
          time.merge(stack, 1L, Long::sum);
        }
      }
      case "jdk.ObjectAllocationSample" -> allocated(event, trace, event.getLong("weight"));
      case "jdk.ObjectAllocationInNewTLAB" -> allocated(event, trace, event.getLong("tlabSize"));
      case "jdk.ObjectAllocationOutsideTLAB" ->
          allocated(event, trace, event.getLong("allocationSize"));
      default -> {}
    }
  }

  private void allocated(RecordedEvent event, RecordedStackTrace trace, long bytes) {
    String what = event.getClass("objectClass").getName().replace(";", "");
    allocation.merge(stack(trace) + ";" + what, bytes, Long::sum);
  }

  /** Samples of native methods are also taken of threads that wait. */
  private static boolean waits(String stack) {
    String self = stack.substring(stack.lastIndexOf(';') + 1);
    return self.matches(
        ".*(epollWait|[eE]poll_p?wait|EPoll\\.wait|accept|Park|__poll|nanosleep).*");
  }

  private static String stack(RecordedStackTrace trace) {
    List<String> frames = new ArrayList<>();
    for (RecordedFrame frame : trace.getFrames()) {
      String type =
          frame.getMethod().getType() == null ? "" : frame.getMethod().getType().getName();
      String name = frame.getMethod().getName();
      frames.add((type.isEmpty() ? name : type + "." + name).replace(';', ','));
    }
    Collections.reverse(frames);
    return String.join(";", frames);
  }

  void print() throws IOException {
    write("time", time);
    write("allocation", allocation);
    top("Self time", selves(time));
    top("Time under the first frame of the gateway's own", ours(time));
    top("Allocation by class", selves(allocation));
    top("Allocation by the nearest frame of the gateway's own, and class", sites(allocation));
  }

  private void write(String what, Map<String, Long> stacks) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.jfr$", "") + "-" + what;
    List<String> lines = new ArrayList<>();
    stacks.forEach((stack, weight) -> lines.add(stack + " " + weight));
    Files.write(file.resolveSibling(name + ".collapsed"), lines);
    Files.writeString(file.resolveSibling(name + ".svg"), new FlameGraph(stacks).svg(name));
  }

  private static Map<String, Long> selves(Map<String, Long> stacks) {
    Map<String, Long> all = new TreeMap<>();
    stacks.forEach(
        (stack, weight) ->
            all.merge(stack.substring(stack.lastIndexOf(';') + 1), weight, Long::sum));
    return all;
  }

  private static Map<String, Long> ours(Map<String, Long> stacks) {
    Map<String, Long> all = new TreeMap<>();
    stacks.forEach((stack, weight) -> all.merge(nearest(stack), weight, Long::sum));
    return all;
  }

  private static Map<String, Long> sites(Map<String, Long> stacks) {
    Map<String, Long> all = new TreeMap<>();
    stacks.forEach(
        (stack, weight) -> {
          int cut = stack.lastIndexOf(';');
          String site = nearest(stack.substring(0, cut)) + " → " + stack.substring(cut + 1);
          all.merge(site, weight, Long::sum);
        });
    return all;
  }

  private static String nearest(String stack) {
    String[] frames = stack.split(";");
    for (int i = frames.length - 1; i >= 0; i--) {
      if (frames[i].startsWith(OURS)) {
        return frames[i];
      }
    }
    if (stack.contains("CompileBroker")) {
      return "(the JVM's compiler)";
    }
    return stack.contains("EventLoop.run") ? "(event loop alone)" : "(others)";
  }

  private static void top(String title, Map<String, Long> weights) {
    long sum = weights.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf("%n%s (of %,d)%n", title, sum);
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(TOP)
        .forEach(
            one ->
                System.out.printf(
                    Locale.ROOT, "%6.2f %%  %s%n", 100.0 * one.getValue() / sum, one.getKey()));
  }
}

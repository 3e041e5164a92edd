package dev.sluice.ocpp.link;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.json.simple.parser.JSONParser;
import org.python.util.PythonInterpreter;

/**
 * The suite's fuzzing client, alone in a class loader: its Python would otherwise take the packages
 * {@code io.*} of the gateway's libraries for its own module {@code io}.
 */
final class AutobahnClient {
  private AutobahnClient() {}

  /** Runs the cases and returns what the suite says about each. */
  static List<String> run(String url, List<String> cases) throws Exception {
    System.setProperty("python.cachedir.skip", "true");
    URL[] own =
        Stream.of(AutobahnTestSuite.class, PythonInterpreter.class, JSONParser.class)
            .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Not closed: Jython's own threads and shutdown hook go on using it.
    URLClassLoader alone = new URLClassLoader(own, ClassLoader.getPlatformClassLoader());
    thread.setContextClassLoader(alone);
    try {
      Method run =
          alone
              .loadClass(AutobahnTestSuite.class.getName())
              .getMethod(
                  "runFuzzingClient",
                  String.class,
                  String.class,
                  Map.class,
                  List.class,
                  List.class);
      Object results = run.invoke(null, "sluice", url, Map.of("version", 18), cases, List.of());
      return ((List<?>) results).stream().map(String::valueOf).toList();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the suite did not run: " + e.getCause(), e.getCause());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the route files one by one: a file that does not load is a finding, and the others run
 * without it.
 */
final class RouteFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)|\\.yaml:(\\d+)");
  private static final int LONGEST = 400;

  private final Path folder;
  private final Map<String, String> files = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  RouteFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Loads all files, the shared ones first.
   *
   * @throws StartFailure when the folder cannot be read, or a route's address is taken: that is
   *     about this machine and not about the file
   */
  void load(CamelContext context) {
    for (Path file : files()) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      try {
        load(context, file);
        note(name, "loaded", null);
      } catch (Exception e) {
        if (taken(e)) {
          throw new StartFailure(
              "the address of a route is taken or not of this machine: " + innermost(e),
              name + " (for the FO port: sluice.fcsbe.http.listen)",
              "end the program that uses the port, or set another address",
              e);
        }
        Finding finding = finding(name, e);
        LOG.error("route file {} runs without it: {}", folder.resolve(name), finding);
        LOG.debug("route file {}", name, e);
        note(name, finding.toString(), finding);
      }
    }
  }

  private synchronized void note(String name, String state, @Nullable Finding finding) {
    files.put(name, state);
    if (finding != null) {
      findings.add(finding);
    }
  }

  /** State of each file, in words. */
  synchronized Map<String, String> states() {
    return new TreeMap<>(files);
  }

  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Shared parts first, the FO port last: whoever asks there finds the rest in place. */
  private List<Path> files() {
    try (Stream<Path> walk = Files.walk(folder, 4)) {
      return walk.filter(path -> path.toString().endsWith(".yaml"))
          .sorted(
              Comparator.comparing((Path path) -> !folder.relativize(path).startsWith("_shared"))
                  .thenComparing(path -> folder.relativize(path).startsWith("fcsbe"))
                  .thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new StartFailure(
          "the routes cannot be read: " + e.getMessage(),
          "sluice.routes = " + folder,
          "make the folder readable",
          e);
    }
  }

  private static void load(CamelContext context, Path file) throws Exception {
    Resource resource =
        PluginHelper.getResourceLoader(context)
            .resolveResource("file:" + file.toAbsolutePath().normalize());
    ModelCamelContext model = (ModelCamelContext) context;
    Set<String> before = ids(model);
    try {
      // By its loader: of ocpp-1.6.yaml, Camel would take "6.yaml" for the extension.
      RoutesBuilder routes =
          PluginHelper.getRoutesLoader(context).getRoutesLoader("yaml").loadRoutesBuilder(resource);
      if (routes instanceof RouteConfigurationsBuilder configurations) {
        context.addRoutesConfigurations(configurations);
      }
      context.addRoutes(routes);
    } catch (Exception e) {
      // A file is taken as a whole: what it started before the mistake is ended.
      for (String id : ids(model)) {
        if (!before.contains(id)) {
          remove(model, id);
        }
      }
      throw e;
    }
  }

  private static Set<String> ids(ModelCamelContext model) {
    Set<String> ids = new HashSet<>();
    model.getRoutes().forEach(route -> ids.add(route.getRouteId()));
    for (RouteDefinition route : model.getRouteDefinitions()) {
      if (route.getRouteId() != null) {
        ids.add(route.getRouteId());
      }
    }
    return ids;
  }

  private static void remove(ModelCamelContext model, String id) throws Exception {
    model.getRouteController().stopRoute(id);
    model.removeRoute(id);
    RouteDefinition definition = model.getRouteDefinition(id);
    if (definition != null) {
      model.removeRouteDefinition(definition);
    }
  }

  private static boolean taken(Throwable thrown) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (next instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static String innermost(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }

  private static Finding finding(String name, Throwable thrown) {
    int line = 0;
    for (Throwable next = thrown; next != null && line == 0; next = next.getCause()) {
      Matcher match = LINE.matcher(String.valueOf(next.getMessage()));
      if (match.find()) {
        line = Integer.parseInt(match.group(1) == null ? match.group(2) : match.group(1));
      }
    }
    String what = innermost(thrown).strip().replaceAll("\\s*\\R\\s*", " ");
    return new Finding(
        name, line, what.length() > LONGEST ? what.substring(0, LONGEST) + "…" : what);
  }
}

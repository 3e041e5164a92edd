package dev.sluice.operations.deploy;

import dev.sluice.operations.check.Checked;
import dev.sluice.operations.check.RouteLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/** Adds route files to the Camel context and takes them out again, each as a whole. */
final class RouteContext {
  /** A route without exchanges ends at once; less than this could cut off one that has some. */
  private static final long LEAST_WAIT_MS = 100;

  private static final Duration WITHDRAWAL = Duration.ofSeconds(1);

  private final ModelCamelContext context;

  RouteContext(CamelContext context) {
    this.context = (ModelCamelContext) context;
  }

  CamelContext camel() {
    return context;
  }

  /**
   * Adds a file and starts its routes.
   *
   * @throws Exception whatever Camel says is wrong; nothing of the file is in the context then
   */
  LoadedFile add(String file, String text, Checked.Part part) throws Exception {
    Set<String> routes = routeIds();
    List<RouteConfigurationDefinition> configurations =
        new ArrayList<>(context.getRouteConfigurationDefinitions());
    List<RouteTemplateDefinition> templates =
        new ArrayList<>(context.getRouteTemplateDefinitions());
    Throwable failure = null;
    try {
      RouteLoader.add(context, file, text);
    } catch (Exception | LinkageError | StackOverflowError e) {
      failure = e;
    }
    Set<String> moreRoutes = routeIds();
    moreRoutes.removeAll(routes);
    List<RouteConfigurationDefinition> moreConfigurations =
        new ArrayList<>(context.getRouteConfigurationDefinitions());
    moreConfigurations.removeAll(configurations);
    List<RouteTemplateDefinition> moreTemplates =
        new ArrayList<>(context.getRouteTemplateDefinitions());
    moreTemplates.removeAll(templates);
    LoadedFile loaded =
        new LoadedFile(
            file,
            text,
            part.shared(),
            new ArrayList<>(moreRoutes),
            moreConfigurations,
            moreTemplates,
            part.beans());
    if (failure != null) {
      throw withdrawn(loaded, failure);
    }
    return loaded;
  }

  /** Adds a file that has been in force before. */
  LoadedFile add(LoadedFile was) throws Exception {
    return add(was.file(), was.text(), new Checked.Part(was.shared(), was.beans()));
  }

  /** Takes out what there is of a file that failed; what fails at that does not hide why. */
  private Exception withdrawn(LoadedFile part, Throwable why) {
    try {
      stop(List.of(part), WITHDRAWAL);
      remove(part);
    } catch (Exception e) {
      why.addSuppressed(e);
    }
    return why instanceof Exception e ? e : new IllegalStateException(why.toString(), why);
  }

  /**
   * Stops the routes of files. Exchanges under way end first.
   *
   * @param wait how long that may take for all of them together
   */
  void stop(Collection<LoadedFile> files, Duration wait) throws Exception {
    List<String> ids = new ArrayList<>();
    files.forEach(file -> ids.addAll(file.routeIds()));
    ids.sort(Comparator.comparingInt(this::rank));
    long begin = System.nanoTime();
    for (String id : ids) {
      long left = wait.toMillis() - (System.nanoTime() - begin) / 1_000_000;
      context
          .getRouteController()
          .stopRoute(id, Math.max(left, LEAST_WAIT_MS), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Those that may wait long for their exchanges come first, then those whose copies of frames wait
   * meanwhile, and last those that other routes call.
   */
  private int rank(String id) {
    Route route = context.getRoute(id);
    String uri = route == null ? "" : route.getEndpoint().getEndpointUri();
    return uri.startsWith("direct:")
        ? 2
        : uri.startsWith("ocpp:") && uri.contains("stations") ? 1 : 0;
  }

  /** Takes out a file whose routes are stopped. */
  void remove(LoadedFile loaded) throws Exception {
    for (String id : loaded.routeIds()) {
      context.removeRoute(id);
      RouteDefinition definition = context.getRouteDefinition(id);
      if (definition != null) {
        context.removeRouteDefinition(definition);
      }
    }
    for (RouteConfigurationDefinition configuration : loaded.configurations()) {
      context.removeRouteConfiguration(configuration);
    }
    for (RouteTemplateDefinition template : loaded.templates()) {
      context.removeRouteTemplateDefinitions(template.getId());
    }
    loaded.beans().forEach(context.getRegistry()::unbind);
  }

  private Set<String> routeIds() {
    Set<String> ids = new LinkedHashSet<>();
    context.getRoutes().forEach(route -> ids.add(route.getRouteId()));
    for (RouteDefinition route : context.getRouteDefinitions()) {
      if (route.getRouteId() != null) {
        ids.add(route.getRouteId());
      }
    }
    return ids;
  }
}

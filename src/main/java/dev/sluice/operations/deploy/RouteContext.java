package dev.sluice.operations.deploy;

import dev.sluice.operations.check.Checked;
import dev.sluice.operations.check.RouteLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/** Adds route files to the Camel context and takes them out again, each as a whole. */
final class RouteContext {
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
    Exception failure = null;
    try {
      RouteLoader.add(context, file, text);
    } catch (Exception e) {
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
      remove(loaded, Duration.ofSeconds(1));
      throw failure;
    }
    return loaded;
  }

  /**
   * Stops the file's routes and takes it out. Exchanges under way end first, for as long as given.
   */
  void remove(LoadedFile loaded, Duration wait) throws Exception {
    List<String> last = new ArrayList<>(loaded.routeIds());
    // A route that others call stops when their exchanges have ended.
    last.sort((one, other) -> Boolean.compare(inner(one), inner(other)));
    for (String id : last) {
      context.getRouteController().stopRoute(id, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
    for (String id : last) {
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

  /** Whether only other routes of this program call it. */
  private boolean inner(String id) {
    var route = context.getRoute(id);
    return route != null && route.getEndpoint().getEndpointUri().startsWith("direct:");
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

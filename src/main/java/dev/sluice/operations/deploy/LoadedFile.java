package dev.sluice.operations.deploy;

import java.util.List;
import java.util.Set;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * A route file in force, and what of it is in the Camel context.
 *
 * @param shared whether it has parts that change routes of other files
 * @param beans names that it gives
 */
record LoadedFile(
    String file,
    String text,
    boolean shared,
    List<String> routeIds,
    List<RouteConfigurationDefinition> configurations,
    List<RouteTemplateDefinition> templates,
    Set<String> beans) {
  LoadedFile {
    routeIds = List.copyOf(routeIds);
    configurations = List.copyOf(configurations);
    templates = List.copyOf(templates);
    beans = Set.copyOf(beans);
  }
}

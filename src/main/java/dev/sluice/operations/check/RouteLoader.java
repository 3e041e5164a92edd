package dev.sluice.operations.check;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Adds the text of a route file to a Camel context. */
public final class RouteLoader {
  private RouteLoader() {}

  /** Shared parts first, the FO port last: whoever asks there finds the rest in place. */
  public static List<String> ordered(Set<String> files) {
    return files.stream()
        .sorted(
            Comparator.comparing((String file) -> !file.startsWith("_shared/"))
                .thenComparing(file -> file.startsWith("fcsbe/"))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * @param file its name, for messages
   * @throws Exception whatever Camel says is wrong; parts of the file may be in the context then
   */
  public static void add(CamelContext context, String file, String text) throws Exception {
    Resource resource = ResourceHelper.fromString("file:" + file, text);
    // By its loader: of ocpp-1.6.yaml, Camel would take "6.yaml" for the extension.
    RoutesBuilder routes =
        PluginHelper.getRoutesLoader(context).getRoutesLoader("yaml").loadRoutesBuilder(resource);
    if (routes instanceof RouteConfigurationsBuilder configurations) {
      context.addRoutesConfigurations(configurations);
    }
    context.addRoutes(routes);
  }
}

package dev.sluice.operations.check;

import dev.sluice.fcsbe.camel.FcsbeProcessors;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.flexibility.camel.FlexibilityComponent;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.camel.MappingComponent;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.security.FoIdentitySource;
import dev.sluice.security.camel.SecurityProcessors;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** A Camel context in which routes are built and never started: no consumer, no port. */
final class ScratchContext implements AutoCloseable {
  private final DefaultCamelContext context = new DefaultCamelContext();

  /**
   * @param properties what {@code {{name}}} is; null for one that is not set
   */
  ScratchContext(MappingTables tables, Function<String, @Nullable String> properties) {
    context.setManagementName("check");
    context.setAutoStartup(false);
    context.addComponent("ocpp", OcppComponent.forChecks());
    context.addComponent("flexibility", FlexibilityComponent.forChecks());
    context.addComponent("mapping", new MappingComponent(tables));
    beans().forEach(context.getRegistry()::bind);
    context
        .getPropertiesComponent()
        .addPropertiesSource(
            new PropertiesSource() {
              @Override
              public String getName() {
                return "check";
              }

              @Override
              public @Nullable String getProperty(String name) {
                return properties.apply(name);
              }
            });
    context.start();
  }

  /** What the program gives to routes, by name; these serve for checks only. */
  static Map<String, Object> beans() {
    Map<String, Object> beans = new LinkedHashMap<>(FcsbeProcessors.all(new ResourceBook()));
    beans.putAll(
        SecurityProcessors.all(new FoIdentitySource.Development("check"), Clock.systemUTC()));
    beans.putAll(SecurityProcessors.endpointBeans(null));
    return beans;
  }

  /**
   * Builds the routes of a file.
   *
   * @throws Exception what Camel says is wrong
   */
  void add(String file, String text) throws Exception {
    RouteLoader.add(context, file, text);
  }

  @Override
  public void close() {
    context.stop();
  }
}

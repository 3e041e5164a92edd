package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.ListenAddress;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives routes what they cannot work out: the FO port's address and scheme as placeholders. */
final class ConcreteAddresses
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    FoPortProperties port =
        Binder.get(context.getEnvironment())
            .bindOrCreate("sluice.fcsbe.http", FoPortProperties.class);
    try {
      ListenAddress listen = port.listen().concrete();
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "addresses of the FO port",
                  Map.of(
                      "sluice.fcsbe.http.listen",
                      listen.toString(),
                      "sluice.fcsbe.http.scheme",
                      port.plain() ? "http" : "https")));
    } catch (IOException e) {
      throw new StartFailure(
          "no port can be had at " + port.listen().host() + ": " + e.getMessage(),
          "sluice.fcsbe.http.listen = " + port.listen(),
          "set an address of this machine",
          e);
    }
  }
}

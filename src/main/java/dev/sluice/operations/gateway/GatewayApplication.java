package dev.sluice.operations.gateway;

import dev.sluice.operations.config.CsmsProperties;
import dev.sluice.operations.config.EngineProperties;
import dev.sluice.operations.config.EvseProperties;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.ManagementProperties;
import dev.sluice.operations.config.PoliciesProperties;
import dev.sluice.operations.config.ReloadProperties;
import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.config.StoreProperties;
import dev.sluice.operations.logging.RedactedLog;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The gateway as a Spring application. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({
  GatewayProperties.class,
  StationsProperties.class,
  CsmsProperties.class,
  PoliciesProperties.class,
  FoPortProperties.class,
  ManagementProperties.class,
  StoreProperties.class,
  ReloadProperties.class,
  EngineProperties.class,
  EvseProperties.class
})
@Import({CoreConfiguration.class, CamelConfiguration.class, ManagementConfiguration.class})
public class GatewayApplication {
  /**
   * Serves when it returns.
   *
   * @param properties as {@code --sluice.name=value}
   * @throws RuntimeException when it cannot start; nothing of it is left then
   */
  public static ConfigurableApplicationContext start(List<String> properties) {
    SpringApplication application = new SpringApplication(GatewayApplication.class);
    application.addListeners(new RedactedLog());
    application.addInitializers(new ConcreteAddresses());
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    return application.run(properties.toArray(String[]::new));
  }
}

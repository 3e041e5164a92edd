package dev.sluice.operations.cli;

import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.operations.config.GatewayProperties;
import dev.sluice.operations.config.ListenAddress;
import dev.sluice.operations.config.ManagementProperties;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Where a running gateway is found.
 *
 * @param stations without the station's id
 * @param certs folder of the keys
 */
record DemoAddresses(URI stations, URI foPort, URI management, Path certs) {
  static DemoAddresses of(ApplicationContext gateway) {
    InetSocketAddress stations = gateway.getBean(OcppLinks.class).address();
    FoPortProperties foPort = gateway.getBean(FoPortProperties.class);
    ListenAddress management = gateway.getBean(ManagementProperties.class).listen();
    int port =
        gateway instanceof ReactiveWebServerApplicationContext web && web.getWebServer() != null
            ? web.getWebServer().getPort()
            : management.port();
    return new DemoAddresses(
        URI.create(
            "ws://" + new ListenAddress(stations.getHostString(), stations.getPort()) + "/ocpp"),
        URI.create((foPort.plain() ? "http://" : "https://") + foPort.listen()),
        URI.create("http://" + new ListenAddress(management.host(), port)),
        gateway.getBean(GatewayProperties.class).certs());
  }

  /** Whether the demo FO finds it without being told. */
  boolean usual() {
    return foPort.equals(URI.create("https://127.0.0.1:8443")) && certs.equals(Path.of("certs"));
  }
}

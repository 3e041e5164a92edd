package dev.sluice.operations.cli;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.demo.DemoFsr;
import dev.sluice.operations.gateway.GatewayApplication;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.Fleet;
import dev.sluice.simulator.FleetSettings;
import dev.sluice.simulator.SimulatedCsms;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Runs the gateway with a simulated CSMS and simulated stations, on loopback only.",
    subcommands = DemoFsr.class)
final class DemoCommand implements Callable<Integer> {
  /** Before what the user gives, so that that counts. */
  private static final List<String> USUAL =
      List.of(
          "--sluice.stations.listen=127.0.0.1:8887",
          "--sluice.fcsbe.http.listen=127.0.0.1:8443",
          "--sluice.data=data/demo",
          "--sluice.inject=on",
          "--sluice.stations.baseline=none",
          "--sluice.stations.drain=3s");

  @Spec private @Nullable CommandSpec spec;
  @Mixin private GatewayOptions options = new GatewayOptions();

  @Option(
      names = "--stations",
      defaultValue = "20",
      description = "How many stations (default: ${DEFAULT-VALUE}).")
  private int stations = 20;

  @Override
  public Integer call() {
    List<String> given = options.properties();
    SimulatedCsms csms = csms();
    List<String> properties = new ArrayList<>(List.of("--sluice.csms.url=" + csms.url() + "/{id}"));
    USUAL.stream().filter(usual -> !overridden(usual, given)).forEach(properties::add);
    properties.addAll(given);
    ConfigurableApplicationContext gateway;
    try {
      gateway = GatewayApplication.start(properties);
    } catch (RuntimeException e) {
      csms.close();
      throw e;
    }
    DemoAddresses addresses = DemoAddresses.of(gateway);
    Fleet fleet = Fleet.start(FleetSettings.of(stations, addresses.stations()));
    gateway.addApplicationListener(
        (org.springframework.context.ApplicationListener<
                org.springframework.context.event.ContextClosedEvent>)
            closed -> {
              fleet.close();
              csms.close();
            });
    print(addresses, csms.url());
    return CommandLineOfSluice.RUNNING;
  }

  private static boolean overridden(String usual, List<String> given) {
    String name = usual.substring(0, usual.indexOf('=') + 1);
    return given.stream().anyMatch(argument -> argument.startsWith(name));
  }

  private static SimulatedCsms csms() {
    try {
      return SimulatedCsms.start(CsmsSettings.defaults());
    } catch (IllegalStateException e) {
      throw new StartFailure(
          String.valueOf(e.getMessage()), "127.0.0.1", "look for what keeps loopback ports", e);
    }
  }

  private void print(DemoAddresses addresses, URI csms) {
    if (spec == null) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        """

        Sluice demo: %d stations of OCPP 1.6, 2.0.1 and 2.1, a CSMS, and the gateway between them

          stations      %s/<id>
          CSMS          %s/<id>
          FO port       %s/fo/v1
          FO's keys     %s (with ca.pem beside it)
          management    %s/health, /metrics, /admin/stations

        Play a flexibility operator, in another terminal:

          ./sluice demo fsr%s

        Ctrl-C ends.
        """,
        stations,
        addresses.stations(),
        csms,
        addresses.foPort(),
        addresses.certs().resolve("demo-fo.p12"),
        addresses.management(),
        addresses.usual() ? "" : " --url " + addresses.foPort() + " --certs " + addresses.certs());
    out.flush();
  }
}

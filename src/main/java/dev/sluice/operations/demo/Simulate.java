package dev.sluice.operations.demo;

import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.FaultMode;
import dev.sluice.simulator.Faults;
import dev.sluice.simulator.FaultySettings;
import dev.sluice.simulator.Fleet;
import dev.sluice.simulator.FleetSettings;
import dev.sluice.simulator.SimulatedCsms;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs simulated stations, and a CSMS if asked for, against any gateway. */
@Command(
    name = "simulate",
    description = "Runs simulated charging stations (and a CSMS) against a gateway or a CSMS.",
    mixinStandardHelpOptions = true)
public final class Simulate implements Callable<Integer> {
  @Option(
      names = "--url",
      required = true,
      description = "Where the stations dial, without their identity: ws://host:port/path.")
  URI url = URI.create("ws://127.0.0.1:8887/ocpp");

  @Option(
      names = "--stations",
      defaultValue = "20",
      description = "How many stations (default: ${DEFAULT-VALUE}).")
  int stations = 20;

  @Option(
      names = "--protocols",
      split = ",",
      paramLabel = "<version>",
      description = "OCPP versions, dealt out in turn: 1.6, 2.0.1, 2.1 (default: all).")
  List<String> protocols = List.of();

  @Option(
      names = "--csms",
      paramLabel = "<port>",
      description = "Also run a CSMS on this port of the loopback address.")
  @Nullable Integer csmsPort;

  @Option(
      names = "--faulty",
      paramLabel = "<share>:<fault>",
      description =
          "Let a share of the stations (0 to 1) misbehave: silent, late, call-error, garbage or"
              + " disconnect; for example 0.1:silent.")
  String faulty = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same fleet (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--speed",
      defaultValue = "10",
      description = "How much faster than life the cars live (default: ${DEFAULT-VALUE}).")
  double speed = 10;

  @Option(
      names = "--every",
      paramLabel = "<seconds>",
      defaultValue = "5",
      description = "Between two status lines (default: ${DEFAULT-VALUE}).")
  int everyS = 5;

  private final PrintStream out;
  private final CountDownLatch stopped = new CountDownLatch(1);

  public Simulate() {
    this(System.out);
  }

  Simulate(PrintStream out) {
    this.out = out;
  }

  /** Ends a running simulation cleanly. Any thread. */
  public void stop() {
    stopped.countDown();
  }

  /** Runs until it is stopped by {@link #stop} or a signal; 2 when the options make no sense. */
  @Override
  public Integer call() throws InterruptedException {
    FleetSettings fleet;
    try {
      fleet = settings();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Thread signalled = new Thread(() -> stopAndWait(ended), "simulate-end");
    Runtime.getRuntime().addShutdownHook(signalled);
    try {
      run(fleet);
      return 0;
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      return 1;
    } finally {
      ended.countDown();
    }
  }

  private FleetSettings settings() {
    if (stations < 1 || everyS < 1 || !(speed > 0)) {
      throw new IllegalArgumentException("--stations, --every and --speed are above zero");
    }
    FleetSettings fleet =
        FleetSettings.of(stations, url).withCars(seed, speed).withFaulty(faulty(faulty));
    return protocols.isEmpty() ? fleet : fleet.withProtocols(versions());
  }

  private List<Subprotocol> versions() {
    List<Subprotocol> versions = new ArrayList<>();
    for (String name : protocols) {
      Optional<Subprotocol> known = Subprotocol.of(name.startsWith("ocpp") ? name : "ocpp" + name);
      versions.add(
          known.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--protocols: " + name + " is none of 1.6, 2.0.1, 2.1")));
    }
    return versions;
  }

  /**
   * @param text for example {@code 0.1:silent}; empty for none
   * @throws IllegalArgumentException says what to write instead
   */
  static FaultySettings faulty(String text) {
    if (text.isEmpty()) {
      return FaultySettings.NONE;
    }
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1).toUpperCase(Locale.ROOT).replace('-', '_');
    try {
      double share = Double.parseDouble(text.substring(0, Math.max(colon, 0)));
      FaultMode mode =
          name.equals("DISCONNECT") ? FaultMode.DISCONNECT_IN_CALL : FaultMode.valueOf(name);
      return new FaultySettings(share, Faults.of(mode));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--faulty: "
              + text
              + " is not <share>:<fault>, as 0.1:silent; share is 0 to 1, fault is silent, late,"
              + " call-error, garbage or disconnect",
          e);
    }
  }

  private void run(FleetSettings settings) throws InterruptedException {
    Integer port = csmsPort;
    SimulatedCsms csms =
        port == null ? null : SimulatedCsms.start(CsmsSettings.defaults().withPort(port));
    try (Fleet fleet = Fleet.start(settings)) {
      Ink ink = Screen.standard(out).ink();
      if (csms != null) {
        out.println("CSMS on " + csms.url());
      }
      out.println(stations + " stations dial " + url + "; Ctrl-C ends");
      long began = System.nanoTime();
      while (!stopped.await(everyS, TimeUnit.SECONDS)) {
        out.println(FleetStatus.line((System.nanoTime() - began) / 1e9, fleet.readings(), ink));
      }
      StationTable.lines(FleetStatus.rows(fleet.readings()), Integer.MAX_VALUE, ink)
          .forEach(out::println);
    } finally {
      if (csms != null) {
        csms.close();
      }
    }
    out.println("Stations have left.");
  }

  private void stopAndWait(CountDownLatch ended) {
    stopped.countDown();
    try {
      if (!ended.await(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("The stations do not leave in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

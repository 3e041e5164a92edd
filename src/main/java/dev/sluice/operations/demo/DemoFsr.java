package dev.sluice.operations.demo;

import dev.sluice.security.KeyMaterialException;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FoRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays an FO against a running gateway: limits a depot, steers it, releases it. */
@Command(
    name = "fsr",
    description = "Plays a flexibility operator: limits the depot, steers it, releases it.",
    mixinStandardHelpOptions = true)
public final class DemoFsr implements Callable<Integer> {
  @Option(
      names = "--url",
      defaultValue = "https://127.0.0.1:8443",
      description = "The gateway's FO port (default: ${DEFAULT-VALUE}).")
  URI url = URI.create("https://127.0.0.1:8443");

  @Option(
      names = "--certs",
      defaultValue = "certs",
      description = "Folder with the demo FO's certificate (default: ${DEFAULT-VALUE}).")
  Path certs = Path.of("certs");

  @Option(
      names = "--limit",
      paramLabel = "<kW>",
      defaultValue = "60",
      description = "Most power of the depot in kW (default: ${DEFAULT-VALUE}).")
  double limitKw = 60;

  @Option(
      names = "--setpoint",
      paramLabel = "<kW>",
      description = "Streamed setpoint in kW (default: two thirds of the limit).")
  double setpointKw = -1;

  @Option(
      names = "--duration",
      paramLabel = "<seconds>",
      defaultValue = "120",
      description = "How long the service lasts, in seconds (default: ${DEFAULT-VALUE}).")
  int durationS = 120;

  private final PrintStream out;

  public DemoFsr() {
    this(System.out);
  }

  DemoFsr(PrintStream out) {
    this.out = out;
  }

  /** Runs the demo; 0 when everything came as it should, 1 otherwise. */
  @Override
  public Integer call() {
    if (!(limitKw >= 0) || durationS < 6) {
      out.println("--limit is at least 0 kW and --duration at least 6 s");
      return 2;
    }
    try {
      return play(connect()) ? 0 : 1;
    } catch (NoSuchFileException e) {
      out.println("There is no file " + e.getFile() + ".");
      out.println("The gateway makes the demo certificate at its first start: ./sluice demo");
      out.println("If its certificates are elsewhere, name the folder with --certs.");
    } catch (KeyMaterialException e) {
      out.println(e.getMessage());
    } catch (FoRefused e) {
      out.println(e.getMessage());
    } catch (IOException e) {
      out.println("The FO port at " + url + " does not answer: " + e);
      out.println("Is the gateway running? Start it with: ./sluice demo");
    } catch (GeneralSecurityException e) {
      out.println("The certificates in " + certs + " cannot be used: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private FlexibilityOperator connect() throws IOException, GeneralSecurityException {
    DemoCertificates files = DemoCertificates.in(certs);
    if (!Files.exists(files.keyStore())) {
      throw new NoSuchFileException(files.keyStore().toString());
    }
    return FlexibilityOperator.connect(url, files.keyStore(), files.password(), files.anchors());
  }

  private boolean play(FlexibilityOperator operator) throws IOException, InterruptedException {
    long limitW = Math.round(limitKw * 1000);
    long setpointW = setpointKw >= 0 ? Math.round(setpointKw * 1000) : limitW * 2 / 3;
    DepotDemo.Plan plan =
        new DepotDemo.Plan(limitW, setpointW, Duration.ofSeconds(durationS), Duration.ofSeconds(1));
    String run = Long.toString(Instant.now().getEpochSecond(), 36);
    DepotDemo demo = new DepotDemo(operator, Screen.standard(out), plan, run);
    AtomicBoolean ended = new AtomicBoolean();
    Thread brokenOff = new Thread(() -> releaseUnless(ended, demo), "demo-release");
    Runtime.getRuntime().addShutdownHook(brokenOff);
    try {
      return demo.play();
    } catch (IOException | RuntimeException e) {
      releaseUnless(ended, demo);
      throw e;
    } finally {
      ended.set(true);
    }
  }

  /** The limit would lapse by itself, but not at once. */
  private void releaseUnless(AtomicBoolean ended, DepotDemo demo) {
    if (ended.compareAndSet(false, true) && demo.running()) {
      try {
        demo.release();
      } catch (IOException | RuntimeException e) {
        out.println("The release did not go through (" + e + "); the limit ends by itself.");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.sluice.operations;

import static org.awaitility.Awaitility.await;

import dev.sluice.security.CertificateFolder;
import dev.sluice.simulator.FlexibilityOperator;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway in a process of its own, which can be killed and started again with its files. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path folder;
  private final int stationsPort;
  private final int foPort;
  private final List<String> properties;
  private @Nullable Process process;

  GatewayProcess(Path folder, String... properties) throws IOException {
    this.folder = folder;
    this.stationsPort = freePort();
    this.foPort = freePort();
    this.properties = List.of(properties);
  }

  /**
   * A free port below those that the system gives to clients: the gateway comes back to it after a
   * kill, and no client's connection may have taken it meanwhile.
   */
  private static int freePort() throws IOException {
    Random random = new Random();
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Another one, then.
      }
    }
    throw new IOException("no free port between 20000 and 30000");
  }

  /** Where stations dial, without their id. */
  URI stations() {
    return URI.create("ws://127.0.0.1:" + stationsPort + "/ocpp");
  }

  /** Starts it and waits until the FO port answers. */
  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Sluice.class.getName(),
                "serve",
                "--sluice.stations.listen=127.0.0.1:" + stationsPort,
                "--sluice.fcsbe.http.listen=127.0.0.1:" + foPort,
                "--sluice.management.listen=127.0.0.1:0",
                "--sluice.inject=on",
                "--sluice.stations.baseline=none",
                "--sluice.data=" + folder.resolve("data"),
                "--sluice.certs=" + folder.resolve("certs")));
    command.addAll(properties);
    File log = folder.resolve("gateway.log").toFile();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .failFast(
            () -> {
              if (!alive()) {
                throw new AssertionError("the gateway ended:\n" + Files.readString(log.toPath()));
              }
            })
        .until(() -> operator().stations().ok());
  }

  private boolean alive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL: nothing is flushed, nobody is told. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** SIGTERM; the exit code. */
  int terminate(Duration within) throws InterruptedException {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    process.destroy();
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the gateway did not end within " + within);
    }
    return process.exitValue();
  }

  /** The demo FO as a client. */
  FlexibilityOperator operator() throws IOException, GeneralSecurityException {
    CertificateFolder certs = new CertificateFolder(folder.resolve("certs"));
    return FlexibilityOperator.connect(
            URI.create("https://127.0.0.1:" + foPort),
            certs.file(CertificateFolder.DEMO_FO),
            certs.password(CertificateFolder.DEMO_FO),
            certs.file(CertificateFolder.CA))
        .withTimeout(Duration.ofSeconds(5));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}

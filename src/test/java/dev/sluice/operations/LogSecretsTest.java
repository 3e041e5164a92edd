package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An integrator's route that logs whole messages and fails on them, with everything on TRACE. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class LogSecretsTest {
  private static final String PASSWORD = "0123456789abcdef0123";
  private static final String TAG = "04F1E2D3C4B5A6";

  @TempDir Path folder;

  @Test
  void no_secret_of_a_message_gets_into_the_log(CapturedOutput log) throws Exception {
    Path routes = folder.resolve("routes");
    Files.createDirectories(routes);
    Files.writeString(
        routes.resolve("curious.yaml"),
        """
        - route:
            id: curious-down
            from:
              uri: ocpp:stations
              parameters:
                direction: down
                actions: ChangeConfiguration
              steps:
                - log: "curious down: ${body}"
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: "cannot use ${body}"
        - route:
            id: curious-up
            from:
              uri: ocpp:stations
              parameters:
                actions: Authorize
              steps:
                - log: "curious up: ${body}"
        """);
    ObjectMapper json = new ObjectMapper();
    try (SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
        RunningGateway gateway =
            new RunningGateway(
                folder,
                "--sluice.csms.url=" + csms.url() + "/{id}",
                "--sluice.routes=" + routes,
                "--logging.level.dev.sluice=TRACE",
                "--logging.level.org.apache.camel=TRACE",
                "--logging.level.curious-down=INFO",
                "--logging.level.curious-up=INFO",
                "--logging.level.io.netty=DEBUG");
        SimulatedStation station =
            SimulatedStation.start(
                StationSettings.of("CP1", Subprotocol.OCPP16, gateway.stations())
                    .withPassword(PASSWORD))) {
      await().atMost(Duration.ofSeconds(30)).until(station::accepted);
      csms.call(
              "CP1",
              "ChangeConfiguration",
              json.readTree("{\"key\":\"AuthorizationKey\",\"value\":\"" + PASSWORD + "\"}"))
          .handle((answer, failure) -> true)
          .get(20, TimeUnit.SECONDS);
      station
          .call("Authorize", json.readTree("{\"idTag\":\"" + TAG + "\"}"))
          .handle((answer, failure) -> true)
          .get(20, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  log.getAll().contains("curious down: {")
                      && log.getAll().contains("cannot use")
                      && log.getAll().contains("curious up: "));
    }
    assertThat(log.getAll()).contains("\"AuthorizationKey\"", "\"***\"");
    assertThat(log.getAll()).doesNotContain(PASSWORD).doesNotContain(TAG);
  }
}

package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FsrRequest;
import eu.chargetime.ocpp.ClientEvents;
import eu.chargetime.ocpp.JSONClient;
import eu.chargetime.ocpp.JSONServer;
import eu.chargetime.ocpp.ServerEvents;
import eu.chargetime.ocpp.feature.profile.ClientCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientCoreProfile;
import eu.chargetime.ocpp.feature.profile.ClientSmartChargingEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientSmartChargingProfile;
import eu.chargetime.ocpp.feature.profile.ServerCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.feature.profile.ServerSmartChargingProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.SessionInformation;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.ChargePointErrorCode;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.ChargingProfile;
import eu.chargetime.ocpp.model.core.ChargingProfileKindType;
import eu.chargetime.ocpp.model.core.ChargingProfilePurposeType;
import eu.chargetime.ocpp.model.core.ChargingRateUnitType;
import eu.chargetime.ocpp.model.core.ChargingSchedule;
import eu.chargetime.ocpp.model.core.ChargingSchedulePeriod;
import eu.chargetime.ocpp.model.core.GetConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.RemoteStartStopStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.smartcharging.ChargingProfileStatus;
import eu.chargetime.ocpp.model.smartcharging.ClearChargingProfileConfirmation;
import eu.chargetime.ocpp.model.smartcharging.ClearChargingProfileRequest;
import eu.chargetime.ocpp.model.smartcharging.ClearChargingProfileStatus;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileConfirmation;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Java-OCA-OCPP on both sides of the gateway, as a station and as a CSMS that know nothing of it.
 */
class IndependentPeerTest {
  private static final int ROUNDS = 20;

  private static final Map<Class<?>, Supplier<Confirmation>> CSMS =
      Map.of(
          AuthorizeConfirmation.class, () -> new AuthorizeConfirmation(known()),
          BootNotificationConfirmation.class,
              () ->
                  new BootNotificationConfirmation(
                      ZonedDateTime.now(), 300, RegistrationStatus.Accepted),
          HeartbeatConfirmation.class, () -> new HeartbeatConfirmation(ZonedDateTime.now()),
          MeterValuesConfirmation.class, MeterValuesConfirmation::new,
          StartTransactionConfirmation.class, () -> new StartTransactionConfirmation(known(), 42),
          StatusNotificationConfirmation.class, StatusNotificationConfirmation::new,
          StopTransactionConfirmation.class, StopTransactionConfirmation::new);
  private static final Map<Class<?>, Supplier<Confirmation>> STATION =
      Map.of(
          RemoteStartTransactionConfirmation.class,
              () -> new RemoteStartTransactionConfirmation(RemoteStartStopStatus.Accepted),
          RemoteStopTransactionConfirmation.class,
              () -> new RemoteStopTransactionConfirmation(RemoteStartStopStatus.Accepted),
          GetConfigurationConfirmation.class, GetConfigurationConfirmation::new,
          SetChargingProfileConfirmation.class,
              () -> new SetChargingProfileConfirmation(ChargingProfileStatus.Accepted),
          ClearChargingProfileConfirmation.class,
              () -> new ClearChargingProfileConfirmation(ClearChargingProfileStatus.Accepted));

  private final List<Request> atStation = new CopyOnWriteArrayList<>();
  private final List<Request> atCsms = new CopyOnWriteArrayList<>();
  private final CompletableFuture<UUID> session = new CompletableFuture<>();

  private static IdTagInfo known() {
    return new IdTagInfo(AuthorizationStatus.Accepted);
  }

  /** A handler that answers each request by the type of confirmation that is asked for. */
  private static <T> T handler(
      Class<T> type, Map<Class<?>, Supplier<Confirmation>> answers, List<Request> requests) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              requests.add((Request) arguments[arguments.length - 1]);
              Supplier<Confirmation> answer = answers.get(method.getReturnType());
              return answer == null ? null : answer.get();
            }));
  }

  @Test
  void aSessionWithBothLibrariesIsUndisturbedWhileAnFsrRuns(@TempDir Path folder) throws Exception {
    Logger library = (Logger) LoggerFactory.getLogger("eu.chargetime");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    library.addAppender(log);
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    JSONServer csms =
        new JSONServer(new ServerCoreProfile(handler(ServerCoreEventHandler.class, CSMS, atCsms)));
    csms.addFeatureProfile(new ServerSmartChargingProfile());
    csms.open("127.0.0.1", port, new Sessions());
    ClientCoreProfile core =
        new ClientCoreProfile(handler(ClientCoreEventHandler.class, STATION, atStation));
    JSONClient station = new JSONClient(core);
    station.addFeatureProfile(
        new ClientSmartChargingProfile(
            handler(ClientSmartChargingEventHandler.class, STATION, atStation)));
    try (RunningGateway gateway =
        new RunningGateway(folder, "--sluice.csms.url=ws://127.0.0.1:" + port + "/{id}")) {
      station.connect(URI.create(gateway.stations() + "/CP1").toString(), new Connection());
      UUID at = session.get(10, TimeUnit.SECONDS);
      done(station.send(core.createBootNotificationRequest("Vendor", "Model")));
      FlexibilityOperator operator = gateway.operator();
      stream(operator);
      var remote = new ServerCoreProfile(handler(ServerCoreEventHandler.class, CSMS, atCsms));
      List<CompletionStage<Confirmation>> theirs = new ArrayList<>();
      done(station.send(core.createAuthorizeRequest("TAG")));
      for (int round = 1; round <= ROUNDS; round++) {
        operator.setpoint("peer", round, 8_000 + 100L * round).required();
        theirs.add(csms.send(at, remote.createRemoteStartTransactionRequest("TAG")));
        done(
            station.send(
                core.createStatusNotificationRequest(
                    1, ChargePointErrorCode.NoError, ChargePointStatus.Charging)));
        done(station.send(core.createStartTransactionRequest(1, "TAG", 0, ZonedDateTime.now())));
        theirs.add(csms.send(at, profileOfTheCsms()));
        done(station.send(core.createMeterValuesRequest(1, ZonedDateTime.now(), "42")));
        theirs.add(csms.send(at, remote.createRemoteStopTransactionRequest(42)));
        done(station.send(core.createStopTransactionRequest(100, ZonedDateTime.now(), 42)));
        done(station.send(core.createHeartbeatRequest()));
        for (CompletionStage<Confirmation> call : theirs) {
          done(call);
        }
        theirs.clear();
      }
      await().untilAsserted(() -> assertThat(part(operator)).isEqualTo("DELIVERING"));
      operator.cancel("peer").required();
      await().until(() -> calls(ClearChargingProfileRequest.class) == 1);
      await().untilAsserted(() -> assertThat(part(operator)).isEqualTo("DONE"));

      assertThat(calls(RemoteStartTransactionRequest.class)).isEqualTo(ROUNDS);
      assertThat(calls(RemoteStopTransactionRequest.class)).isEqualTo(ROUNDS);
      List<Integer> profiles =
          atStation.stream()
              .filter(SetChargingProfileRequest.class::isInstance)
              .map(call -> ((SetChargingProfileRequest) call).getCsChargingProfiles())
              .map(ChargingProfile::getChargingProfileId)
              .toList();
      assertThat(profiles).filteredOn(id -> id == 5).hasSize(ROUNDS);
      assertThat(profiles).filteredOn(id -> id != 5).isNotEmpty().containsOnly(1_900_000_001);
      assertThat(atCsms).hasSize(2 + ROUNDS * 5);
      LinkCounters counters = gateway.bean(OcppLinks.class).counters();
      assertThat(counters.get(Count.LATE_ANSWERS) + counters.get(Count.UNREADABLE)).isZero();
      assertThat(log.list)
          .filteredOn(
              event ->
                  event.getLevel().levelInt >= ch.qos.logback.classic.Level.WARN_INT
                      || event.getFormattedMessage().contains("not found in session"))
          .isEmpty();
      System.out.printf(
          "Java-OCA-OCPP: %d calls up, %d calls down, %d of them the gateway's%n",
          atCsms.size(), atStation.size(), counters.get(Count.INJECTED_ANSWERED));
    } finally {
      station.disconnect();
      csms.close();
      library.detachAppender(log);
    }
  }

  /** Asks for a service that follows setpoints, as soon as the station may be called. */
  private static void stream(FlexibilityOperator operator) {
    FsrRequest request =
        FsrRequest.stream(
            FsrRequest.stations(List.of("CP1")),
            Duration.ofSeconds(4),
            Duration.ofMinutes(5),
            Instant.now(),
            Duration.ofMinutes(10));
    await().until(() -> operator.request("peer", request).ok());
  }

  private static String part(FlexibilityOperator operator) throws Exception {
    JsonNode parts = operator.participations("peer").required().path("participations");
    return parts.path(0).path("state").asText();
  }

  private long calls(Class<? extends Request> type) {
    return atStation.stream().filter(type::isInstance).count();
  }

  private static Request profileOfTheCsms() {
    ChargingSchedule schedule =
        new ChargingSchedule(
            ChargingRateUnitType.A,
            new ChargingSchedulePeriod[] {new ChargingSchedulePeriod(0, 16.0)});
    return new ServerSmartChargingProfile()
        .createSetChargingProfileRequest(
            1,
            new ChargingProfile(
                5,
                0,
                ChargingProfilePurposeType.TxDefaultProfile,
                ChargingProfileKindType.Relative,
                schedule));
  }

  private static void done(CompletionStage<Confirmation> call) throws Exception {
    assertThat(call.toCompletableFuture().get(20, TimeUnit.SECONDS)).isNotNull();
  }

  private final class Sessions implements ServerEvents {
    @Override
    public void authenticateSession(
        SessionInformation information, String username, byte[] password) {}

    @Override
    public void newSession(UUID id, SessionInformation information) {
      session.complete(id);
    }

    @Override
    public void lostSession(UUID id) {}
  }

  private static final class Connection implements ClientEvents {
    @Override
    public void connectionOpened() {}

    @Override
    public void connectionClosed() {}
  }
}

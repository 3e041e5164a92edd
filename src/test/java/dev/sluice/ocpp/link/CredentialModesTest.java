package dev.sluice.ocpp.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.StationCredentials.Verdict;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who decides on credentials, and what the CSMS sees (ocpp.md 4.6). */
@ExtendWith(NoLeaks.class)
class CredentialModesTest {
  private static final String OWN = Basic.header("CP1", "right".getBytes(UTF_8));
  private static final String NEW = Basic.header("CP1", "new".getBytes(UTF_8));
  private static final String WRONG = Basic.header("CP1", "wrong".getBytes(UTF_8));
  private static final String UPSTREAM = Basic.header("gw", "theirs".getBytes(UTF_8));

  private final WireCsms csms = new WireCsms("ocpp1.6");
  private @Nullable OcppLinks links;

  @AfterEach
  void stop() throws Exception {
    if (links != null) {
      links.close();
    }
    csms.stop(500);
  }

  private int start(CredentialModes modes, StationCredentials credentials) throws Exception {
    return start(csms.url(), modes, credentials);
  }

  private int start(String url, CredentialModes modes, StationCredentials credentials)
      throws Exception {
    MemoryStates states = new MemoryStates();
    IdentitySettings identity =
        IdentitySettings.defaults().withProof(Duration.ofSeconds(20)).withCredentials(modes);
    links =
        new OcppLinks(
            LinkSettings.defaults()
                .withCsmsUrl(url)
                .withHandshake(Duration.ofSeconds(60))
                .withIdentity(identity),
            LinkTls.none(),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC(),
            credentials);
    links.start();
    return links.address().getPort();
  }

  private static CompletionStage<Verdict> rightOrNew(StationCredentials.Presented shown) {
    Basic basic = shown.basic();
    String password = basic == null ? "" : new String(basic.password(), UTF_8);
    return CompletableFuture.supplyAsync(
        () ->
            List.of("right", "new").contains(password)
                ? new Verdict.Accepted(UPSTREAM)
                : new Verdict.Refused());
  }

  private String atCsms(String path) {
    csms.station(path);
    return Objects.requireNonNull(csms.handshakes.get(path)).getFieldValue("Authorization");
  }

  @Test
  void verifiedAndRelayedTheCsmsGetsTheStationsOwnCredentials() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_RELAY),
            CredentialModesTest::rightOrNew);
    assertThat(HandshakeProbe.of(port, "/CP1", OWN).status()).isEqualTo(101);
    assertThat(atCsms("/ocpp/CP1")).isEqualTo(OWN);
  }

  @Test
  void verifiedAndReplacedTheCsmsGetsThoseOfTheStore() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_REPLACE),
            CredentialModesTest::rightOrNew);
    assertThat(HandshakeProbe.of(port, "/CP1", OWN).status()).isEqualTo(101);
    assertThat(atCsms("/ocpp/CP1")).isEqualTo(UPSTREAM);
  }

  @Test
  void replacedByNothingTheCsmsGetsNothing() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_REPLACE),
            shown -> CompletableFuture.completedFuture(new Verdict.Accepted(null)));
    assertThat(HandshakeProbe.of(port, "/CP1", OWN).status()).isEqualTo(101);
    assertThat(atCsms("/ocpp/CP1")).isEmpty();
  }

  @Test
  void whatTheGatewayRefusesTheCsmsDoesNotHearOf() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_RELAY),
            CredentialModesTest::rightOrNew);
    HandshakeProbe wrong = HandshakeProbe.of(port, "/CP1", WRONG);
    HandshakeProbe unknown = HandshakeProbe.of(port, "/NOBODY", WRONG);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.text()).as("an unknown id is answered alike").isEqualTo(wrong.text());
    assertThat(csms.handshakes).isEmpty();
  }

  @Test
  void aRefusalOfTheCsmsLooksLikeOneOfTheGateway() throws Exception {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    refusing.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("WWW-Authenticate", "Digest realm=\"csms\"");
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          byte[] body = "<b>street-1 is unknown</b>".getBytes(UTF_8);
          exchange.sendResponseHeaders(401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    refusing.start();
    try {
      CredentialModes modes =
          new CredentialModes(
              CredentialMode.RELAY,
              List.of(
                  new CredentialModes.StationsMode(
                      new StationPattern("depot-*"), CredentialMode.VERIFY_AND_RELAY)));
      int port =
          start(
              "ws://127.0.0.1:" + refusing.getAddress().getPort() + "/{id}",
              modes,
              CredentialModesTest::rightOrNew);
      HandshakeProbe gateways = HandshakeProbe.of(port, "/depot-1", WRONG);
      HandshakeProbe theirs = HandshakeProbe.of(port, "/street-1", WRONG);
      assertThat(gateways.status()).isEqualTo(401);
      assertThat(theirs.text())
          .isEqualTo(gateways.text())
          .containsIgnoringCase("www-authenticate: Basic realm=");
    } finally {
      refusing.stop(0);
    }
  }

  @Test
  void groupsOfStationsHaveModesOfTheirOwn() throws Exception {
    CredentialModes modes =
        new CredentialModes(
            CredentialMode.RELAY,
            List.of(
                new CredentialModes.StationsMode(
                    new StationPattern("depot-*"), CredentialMode.VERIFY_AND_RELAY)));
    int port = start(modes, CredentialModesTest::rightOrNew);
    assertThat(HandshakeProbe.of(port, "/depot-1", WRONG).status()).isEqualTo(401);
    assertThat(HandshakeProbe.of(port, "/street-1", WRONG).status()).isEqualTo(101);
  }

  @Test
  void aVerifiedStationWithANewPasswordTakesItsPlaceWithoutAPing() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_RELAY),
            CredentialModesTest::rightOrNew);
    try (RawStation old = new RawStation(port, "/CP1", "Authorization: " + OWN)) {
      assertThat(HandshakeProbe.of(port, "/CP1", NEW).status()).isEqualTo(101);
      assertThat(old.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void aVerifierThatFailsOrIsBusyMeansComeAgain() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_RELAY),
            shown ->
                shown.stationId().equals("A")
                    ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                    : CompletableFuture.completedFuture(new Verdict.Unavailable()));
    for (String path : List.of("/A", "/B")) {
      HandshakeProbe answer = HandshakeProbe.of(port, path, OWN);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).containsIgnoringCase("retry-after:");
    }
  }

  @Test
  void afterSomeWrongOnesAnAddressHasToWaitButNotTheStationThatIsKnown() throws Exception {
    int port =
        start(
            CredentialModes.everywhere(CredentialMode.VERIFY_AND_RELAY),
            CredentialModesTest::rightOrNew);
    assertThat(HandshakeProbe.of(port, "/CP1", OWN).status()).isEqualTo(101);
    int allowed = AdmissionSettings.defaults().failuresPerStation();
    for (int i = 0; i < allowed; i++) {
      assertThat(HandshakeProbe.of(port, "/CP1", WRONG).status()).isEqualTo(401);
    }
    HandshakeProbe slowed = HandshakeProbe.of(port, "/CP1", WRONG);
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.text()).containsIgnoringCase("retry-after:");
    assertThat(HandshakeProbe.of(port, "/CP1", OWN).status()).isEqualTo(101);
    assertThat(Objects.requireNonNull(links).counters().get(Count.THROTTLED)).isEqualTo(1);
  }
}

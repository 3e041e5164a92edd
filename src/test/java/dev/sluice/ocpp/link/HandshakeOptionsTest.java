package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.Subprotocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator can have done for stations that do not keep to OCPP-J, and other options. */
@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class HandshakeOptionsTest {
  private static final String KEY =
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
  private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
  private static final String OFFER = "Sec-WebSocket-Protocol: ocpp1.6\r\n";

  private WireCsms csms;
  private String url;

  @BeforeEach
  void start() throws Exception {
    csms = new WireCsms("ocpp1.6");
    url = csms.url();
  }

  @AfterEach
  void stop() throws Exception {
    csms.stop(200);
  }

  private Upstream upstream() {
    return Upstream.STANDALONE.withCsms(CsmsAddress.of(url));
  }

  private static Gateway gateway(Upstream upstream) throws Exception {
    return new Gateway(LinkSettings.defaults().withUpstream(upstream), new MemoryStates());
  }

  /** The first part of what the gateway answers. */
  private static String answer(int port, String target, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      int next = socket.getInputStream().read();
      while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
        head.append((char) next);
        next = head.indexOf("\r\n\r\n") < 0 ? socket.getInputStream().read() : -1;
      }
      return head.toString();
    }
  }

  @Test
  void a_station_that_offers_no_subprotocol_gets_the_one_of_its_rule_and_is_not_told()
      throws Exception {
    UpstreamRule old =
        new UpstreamRule(
            new StationPattern("old-*"), "", upstream().withFallback(Subprotocol.OCPP16));
    Upstreams upstreams = new Upstreams(upstream(), List.of(old));
    try (Gateway gateway =
        new Gateway(LinkSettings.defaults().withUpstreams(upstreams), new MemoryStates())) {
      assertThat(answer(gateway.port(), "/old-1", UPGRADE + KEY))
          .startsWith("HTTP/1.1 101")
          .doesNotContainIgnoringCase("sec-websocket-protocol");
      csms.station("/ocpp/old-1");
      assertThat(
              Objects.requireNonNull(csms.handshakes.get("/ocpp/old-1"))
                  .getFieldValue("Sec-WebSocket-Protocol"))
          .isEqualTo("ocpp1.6");
      assertThat(answer(gateway.port(), "/new-1", UPGRADE + KEY)).startsWith("HTTP/1.1 101");
      assertThat(csms.handshakes).doesNotContainKey("/ocpp/new-1");
    }
  }

  @Test
  void the_fallback_is_not_for_stations_that_offer_something_else() throws Exception {
    try (Gateway gateway = gateway(upstream().withFallback(Subprotocol.OCPP16))) {
      String other = "Sec-WebSocket-Protocol: mqtt\r\n";
      assertThat(answer(gateway.port(), "/CP1", UPGRADE + KEY + other)).startsWith("HTTP/1.1 101");
      assertThat(csms.handshakes).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket\r\nConnection: keep-alive\r\n",
        "Upgrade: websocket\r\nConnection: websocket\r\n",
        "Upgrade: websocket\r\n",
        "Connection: Upgrade\r\n",
        "Upgrade: WebSocket/13\r\nConnection: keep-alive; Upgrade\r\n"
      })
  void a_malformed_upgrade_is_taken_only_where_a_rule_says_so(String headers) throws Exception {
    String request = headers + KEY + OFFER;
    try (Gateway strict = gateway(upstream())) {
      assertThat(answer(strict.port(), "/CP1", request)).startsWith("HTTP/1.1 426");
    }
    try (Gateway lenient = gateway(upstream().withLenientUpgrade(true))) {
      assertThat(answer(lenient.port(), "/CP1", request))
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("sec-websocket-protocol: ocpp1.6");
      csms.station("/ocpp/CP1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n",
        "Upgrade: WebSocket\r\nConnection: Keep-Alive\r\nConnection: UPGRADE\r\n"
      })
  void a_well_formed_upgrade_needs_no_leniency(String headers) throws Exception {
    try (Gateway gateway = gateway(upstream())) {
      assertThat(answer(gateway.port(), "/CP1", headers + KEY + OFFER)).startsWith("HTTP/1.1 101");
    }
  }

  @Test
  void leniency_makes_no_websocket_of_plain_http() throws Exception {
    try (Gateway gateway = gateway(upstream().withLenientUpgrade(true))) {
      assertThat(answer(gateway.port(), "/CP1", "Connection: keep-alive\r\n"))
          .startsWith("HTTP/1.1 426");
      assertThat(answer(gateway.port(), "/CP1", KEY)).startsWith("HTTP/1.1 426");
    }
  }

  @Test
  void the_whole_path_goes_up_as_it_came_and_a_path_with_a_way_out_does_not() throws Exception {
    String root = url.substring(0, url.indexOf("/ocpp"));
    try (Gateway gateway = gateway(Upstream.STANDALONE.withCsms(CsmsAddress.of(root + "{path}")))) {
      String target = "/tenant%20a/o-c_p+p/CP%C3%A9?t=1";
      assertThat(answer(gateway.port(), target, UPGRADE + KEY + OFFER)).startsWith("HTTP/1.1 101");
      csms.station(target);
      assertThat(answer(gateway.port(), "/a/..%2f/CP1", UPGRADE + KEY + OFFER))
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void other_rules_hold_from_the_next_handshake_on_and_drop_no_link() throws Exception {
    WireCsms second = new WireCsms("ocpp1.6");
    try (Gateway gateway = gateway(upstream())) {
      WireStation early = gateway.station("CP1", "ocpp1.6");
      WebSocket before = csms.station("/ocpp/CP1");
      Upstream moved = Upstream.STANDALONE.withCsms(CsmsAddress.of(second.url()));
      gateway.links.upstreams(Upstreams.everywhere(moved));
      WireStation late = gateway.station("CP2", "ocpp1.6");
      second.station("/ocpp/CP2").send("[3,\"late\",{}]");
      assertThat(Gateway.next(late.received)).isEqualTo("[3,\"late\",{}]");
      before.send("[3,\"early\",{}]");
      assertThat(Gateway.next(early.received)).isEqualTo("[3,\"early\",{}]");
      early.close();
      late.close();
    } finally {
      second.stop(200);
    }
  }

  @Test
  void connections_to_the_csms_come_from_the_local_addresses_in_turn() throws Exception {
    List<InetAddress> sources =
        List.of(Upstream.localAddress("127.0.0.2"), Upstream.localAddress("127.0.0.3"));
    try (Gateway gateway = gateway(upstream().withLocalAddresses(sources))) {
      Set<String> seen = new HashSet<>();
      for (String id : List.of("CP1", "CP2", "CP3", "CP4")) {
        gateway.station(id, "ocpp1.6");
        seen.add(
            csms.station("/ocpp/" + id).getRemoteSocketAddress().getAddress().getHostAddress());
      }
      assertThat(seen).containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
    }
  }

  @Test
  void requests_are_as_long_as_the_limits_have_it() throws Exception {
    LinkSettings settings =
        LinkSettings.defaults().withLimits(new WireLimits(512, 1024, 10_000, 10_000, 10));
    try (Gateway gateway = new Gateway(settings, new MemoryStates())) {
      String fits = "/" + "x".repeat(200) + "/CP1";
      String good = UPGRADE + KEY + OFFER;
      assertThat(answer(gateway.port(), fits, good)).startsWith("HTTP/1.1 101");
      assertThat(answer(gateway.port(), "/CP1?" + "x".repeat(500), good))
          .startsWith("HTTP/1.1 414");
      assertThat(answer(gateway.port(), "/CP1", good + "X-Long: " + "x".repeat(1000) + "\r\n"))
          .startsWith("HTTP/1.1 431");
    }
  }
}

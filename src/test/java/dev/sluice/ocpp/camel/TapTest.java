package dev.sluice.ocpp.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.InjectMode;
import dev.sluice.ocpp.link.LinkSettings;
import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.store.SqliteBootStates;
import dev.sluice.store.SqliteShadowStates;
import dev.sluice.store.SqliteStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes see of relayed frames, over real sockets. */
class TapTest {
  private final SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<Socket> sockets = new ArrayList<>();
  private final OcppComponent component = new OcppComponent();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @SuppressWarnings("NullAway.Init")
  private SqliteStore store;

  @SuppressWarnings("NullAway.Init")
  private OcppLinks links;

  /** A station's socket that only counts what it receives. */
  private static final class Socket extends WebSocketClient {
    final AtomicInteger answers = new AtomicInteger();

    Socket(URI uri) {
      super(uri, new Draft_6455(List.of(), List.<IProtocol>of(new Protocol("ocpp1.6"))));
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String text) {
      answers.incrementAndGet();
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {}

    @Override
    public void onError(Exception e) {}
  }

  @BeforeEach
  void start() {
    store = SqliteStore.open(temp);
    links =
        new OcppLinks(
            LinkSettings.defaults().withCsmsUrl(csms.url() + "/{id}").withInjectMode(InjectMode.ON),
            LinkTls.none(),
            OcppSchemas.official(),
            new SqliteBootStates(store),
            new SqliteShadowStates(store),
            Clock.systemUTC());
    context.disableJMX();
    context.getShutdownStrategy().setTimeout(5);
    context.getRegistry().bind("links", links);
    context.addComponent("ocpp", component);
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    sockets.forEach(Socket::close);
    context.close();
    csms.close();
    store.close();
  }

  private Socket station(String id) throws Exception {
    Socket socket =
        new Socket(URI.create("ws://127.0.0.1:" + links.address().getPort() + "/ocpp/" + id));
    sockets.add(socket);
    assertThat(socket.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
    return socket;
  }

  private static String meterValues(int number) {
    return "[2,\"m%d\",\"MeterValues\",{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[]}]"
        .formatted(number, number);
  }

  private void route(String from, Processor step) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            // Another thread goes on, so the consumer must wait for it.
            from(from).routeId("tap").threads(4).process(step);
          }
        });
  }

  @Test
  void theListenerRunsWithoutAnyRoute() throws Exception {
    station("alone");
    await().until(() -> csms.connected().contains("alone"));
  }

  @Test
  void aRouteThatStandsStillLosesCopiesAndRelayedTrafficGoesOn() throws Exception {
    CountDownLatch standing = new CountDownLatch(1);
    route("ocpp:stations?actions=MeterValues&queueSize=4", exchange -> standing.await());
    Socket station = station("s");
    for (int i = 0; i < 500; i++) {
      station.send(meterValues(i));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> station.answers.get() == 500);
    assertThat(csms.received("s", "MeterValues")).hasSize(500);
    // One is in the route, four wait.
    assertThat(component.copies().gaps()).isEqualTo(495);
    standing.countDown();
    await().until(() -> component.copies().delivered() == 5);
    station.send(meterValues(500));
    await().until(() -> component.copies().delivered() == 6);
    assertThat(component.copies().gaps()).isEqualTo(495);
  }

  @Test
  void copiesOfEachStationStayInOrderUnderLoad() throws Exception {
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    route(
        "ocpp:stations?actions=MeterValues&queueSize=10000",
        exchange ->
            seen.computeIfAbsent(
                    exchange.getMessage().getHeader(OcppHeaders.STATION_ID, String.class),
                    id -> new CopyOnWriteArrayList<>())
                .add(
                    exchange
                        .getMessage()
                        .getBody(JsonNode.class)
                        .path("transactionId")
                        .intValue()));
    List<Socket> stations = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      stations.add(station("s" + i));
    }
    for (int number = 0; number < 300; number++) {
      for (Socket station : stations) {
        station.send(meterValues(number));
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> seen.values().stream().mapToInt(List::size).sum() == 2400);
    assertThat(seen)
        .hasSize(8)
        .allSatisfy(
            (id, numbers) ->
                assertThat(numbers).isEqualTo(IntStream.range(0, 300).boxed().toList()));
    assertThat(component.copies().gaps()).isZero();
  }

  @Test
  void whatIsNoFrameIsSkippedAndCountedAndAnswersCarryTheirRequest() throws Exception {
    List<Exchange> seen = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ocpp:stations?actions=MeterValues,Heartbeat&part=answer&protocol=ocpp1.6")
                .process(exchange -> seen.add(exchange.copy()));
            from("ocpp:stations?actions=MeterValues").to("log:tap?level=DEBUG");
          }
        });
    Socket station = station("s");
    station.send(
        "[2,\"b\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]");
    await().until(() -> station.answers.get() == 1);
    station.send("[2,\"bad\",\"MeterValues\",{\"connectorId\":]");
    station.send(meterValues(7));
    await().until(() -> !seen.isEmpty());
    await().until(() -> component.copies().unreadable() >= 1);
    Exchange answer = seen.get(0);
    assertThat(answer.getProperty(OcppHeaders.REQUEST, JsonNode.class).path("transactionId"))
        .hasToString("7");
    assertThat(answer.getMessage().getHeader(OcppHeaders.MESSAGE_ID)).isEqualTo("m7");
    assertThat(answer.getMessage().getHeader(OcppHeaders.DIRECTION)).isEqualTo("UP");
    assertThat(answer.getMessage().getHeader(OcppHeaders.FOLDER)).isEqualTo("ocpp-1.6");
  }

  @Test
  void linkEventsEndWithTheStateThatHolds() throws Exception {
    Map<String, String> last = new ConcurrentHashMap<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ocpp:links?concurrent=2")
                .threads(4)
                .process(
                    exchange ->
                        last.put(
                            exchange.getMessage().getHeader(OcppHeaders.STATION_ID, String.class),
                            exchange.getMessage().getHeader(OcppHeaders.LINK_EVENT, String.class)));
          }
        });
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 10; i++) {
        Socket socket = station("s" + i);
        if (round < 4 || i % 2 == 0) {
          socket.closeBlocking();
        }
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> links.connected() == 5);
    for (int i = 0; i < 10; i++) {
      String id = "s" + i;
      String expected = i % 2 == 0 ? "DISCONNECTED" : "CONNECTED";
      await().until(() -> expected.equals(last.get(id)));
    }
    assertThat(links.subprotocol("s1")).contains(Subprotocol.OCPP16);
  }

  @Test
  void anEndpointThatCannotWorkSaysWhatToWriteInstead() {
    assertThatThrownBy(() -> context.getEndpoint("ocpp:station?actions=MeterValues"))
        .rootCause()
        .hasMessageContaining("ocpp:stations, ocpp:links or ocpp:call");
    assertThatThrownBy(() -> context.getEndpoint("ocpp:stations"))
        .rootCause()
        .hasMessageContaining("ocpp:stations?actions=MeterValues");
    assertThatThrownBy(() -> context.getEndpoint("ocpp:links?events=GONE"))
        .rootCause()
        .hasMessageContaining("CONNECTED, ACCEPTED, DISCONNECTED or OWN_PROFILE_GONE");
    assertThatThrownBy(() -> context.getEndpoint("ocpp:stations?actions=X&protocol=ocpp1.5"))
        .rootCause()
        .hasMessageContaining("ocpp1.6, ocpp2.0.1 or ocpp2.1");
  }
}

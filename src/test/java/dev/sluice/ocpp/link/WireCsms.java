package dev.sluice.ocpp.link;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/** A CSMS's socket that only records. */
final class WireCsms extends WebSocketServer {
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final Map<String, WebSocket> stations = new ConcurrentHashMap<>();
  final Map<String, ClientHandshake> handshakes = new ConcurrentHashMap<>();
  final Queue<Integer> closeCodes = new ConcurrentLinkedQueue<>();
  volatile boolean refusing;

  /** Sent right behind the 101. */
  volatile List<String> greeting = List.of();

  private final AtomicBoolean starting = new AtomicBoolean();
  final AtomicInteger pings = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);

  WireCsms(String... subprotocols) {
    super(
        new InetSocketAddress("127.0.0.1", 0),
        1,
        List.of(
            new Draft_6455(
                List.of(),
                List.of(subprotocols).stream().<IProtocol>map(Protocol::new).toList(),
                1 << 22)));
    setReuseAddr(true);
    setTcpNoDelay(true);
  }

  String url() throws InterruptedException {
    if (starting.compareAndSet(false, true)) {
      start();
    }
    started.await();
    return "ws://127.0.0.1:" + getPort() + "/ocpp/{id}";
  }

  /** When it is refusing, a handshake gets a 404. */
  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (refusing) {
      throw new InvalidDataException(1008, "refusing");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  /** The connection for a path, as soon as there is one. */
  WebSocket station(String path) {
    await().until(() -> stations.containsKey(path));
    return requireNonNull(stations.get(path));
  }

  /**
   * Connections that are open. The library keeps one in its list for good when its end comes while
   * its handshake is being answered.
   */
  long sessions() {
    return getConnections().stream()
        .filter(socket -> socket instanceof WebSocketImpl impl && impl.getChannel().isOpen())
        .count();
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    String path = handshake.getResourceDescriptor();
    handshakes.put(path, handshake);
    stations.put(path, socket);
    greeting.forEach(socket::send);
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    received.add(text);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    closeCodes.add(code);
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    pings.incrementAndGet();
    super.onWebsocketPing(socket, ping);
  }

  @Override
  public void onError(WebSocket socket, Exception e) {}
}
